"""Codes for payment, letter for letter as published, and refused where their standard would not allow them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunwell.domain.payment_codes import NoCode, NoCodeReason, Party
from dunwell.domain.payment_codes.epc import epc_payload
from dunwell.domain.payment_codes.nbs_ips import nbs_ips_payload
from dunwell.domain.payment_codes.st00012 import st00012_payload
from dunwell.domain.payment_codes.swiss import swiss_payload
from dunwell.domain.references import Reference, ReferenceKind

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "facts" / "references.json"

SCHNEIDER = Party("Robert Schneider AG", "Rue du Lac", "1268", "2501", "Biel", "CH")
PIA = Party("Pia Rutschmann", "Marktgasse", "28", "9400", "Rorschach", "CH")
PIA_MARIA = Party("Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse", "28", "9400", "Rorschach", "CH")
QRR = Reference(ReferenceKind.QRR, "210000000003139471430009017")
RF = Reference(ReferenceKind.RF, "RF18539007547034")

EPC: dict[str, Any] = {"name": "Max Mustermann", "iban": "DE89370400440532013000", "amount_minor": 9999}
IPS: dict[str, Any] = {"account": "840-955845-10", "name": "Čigra doo", "amount_minor": 102512, "payment_code": "289"}
RUB: dict[str, Any] = {
    "name": "ООО «Три кита»",
    "account": "40702810138250123017",
    "bank": 'ОАО "БАНК"',
    "bic": "044525225",
}
CHF: dict[str, Any] = {
    "creditor": SCHNEIDER,
    "iban": "CH5800791123000889012",
    "amount_minor": 394975,
    "currency": "CHF",
}


def epc_examples() -> list[str]:
    return [
        epc_payload(name="Franz Mustermänn", iban="DE71 1102 2033 0123 4567 89", bic="BHBLDEHHXXX", amount_minor=1230,
                    purpose="GDDS", reference="RF18 5390 0754 7034", whole_decimals=False),
        epc_payload(name="Red Cross of Belgium", iban="BE72000000001616", bic="BPOTBEB1", amount_minor=100,
                    purpose="CHAR", text="Urgency fund", information="Sample EPC QR code"),
        epc_payload(**EPC, text="Invoice 2026-001"),
    ]  # fmt: skip


def ips_examples() -> list[str]:
    return [
        nbs_ips_payload(**IPS),
        nbs_ips_payload(account="845000000040484987", name="JP EPS BEOGRAD\nBALKANSKA 13", amount_minor=359613,
                        payment_code="189", payer="MRĐO MAČKATOVIĆ\nŽUPSKA 13\nBEOGRAD 6",
                        text="UPLATA PO RAČUNU ZA EL. ENERGIJU", reference="97163220000111111111000"),
    ]  # fmt: skip


def rub_examples() -> list[str]:
    return [st00012_payload(**RUB, correspondent="30101810965770000413")]


def swiss_examples() -> list[str]:
    return [
        swiss_payload(**CHF, debtor=PIA, message="Bill no. 3139 for gardening work and disposal of waste material"),
        swiss_payload(creditor=SCHNEIDER, iban="CH4431999123000889012", amount_minor=194975, currency="CHF",
                      debtor=PIA_MARIA, reference=QRR, message="Order dated 18.06.2020",
                      bill_information="//S1/01/20170309/11/10201409/20/14000000/22/36958/30/CH106017086/40/1020/41/3010",
                      other_schemes=("UV;UltraPay005;12345", "XY;XYService;54321")),
    ]  # fmt: skip


EXAMPLES: dict[str, Callable[[], list[str]]] = {
    "epc": epc_examples, "rs_ips": ips_examples, "ru_st00012": rub_examples, "ch_spc": swiss_examples,
}  # fmt: skip


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published examples are not beside the repository")
@pytest.mark.parametrize("table", EXAMPLES)
def test_published_examples_are_made_letter_for_letter(table: str) -> None:
    assert EXAMPLES[table]() == json.loads(PUBLISHED.read_text(encoding="utf-8"))[table]


def test_an_epc_code_has_its_lines_in_order() -> None:
    assert epc_examples() == [
        "BCD\n001\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.3\nGDDS\nRF18539007547034",
        "BCD\n001\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\nCHAR\n\nUrgency fund\n"
        "Sample EPC QR code",
        "BCD\n002\n1\nSCT\n\nMax Mustermann\nDE89370400440532013000\nEUR99.99\n\n\nInvoice 2026-001",
    ]


def test_an_ips_code_has_its_tags_in_order_and_none_empty() -> None:
    assert ips_examples() == [
        "K:PR|V:01|C:1|R:840000000095584510|N:Čigra doo|I:RSD1025,12|SF:289",
        "K:PR|V:01|C:1|R:845000000040484987|N:JP EPS BEOGRAD\nBALKANSKA 13|I:RSD3596,13|P:MRĐO MAČKATOVIĆ\n"
        "ŽUPSKA 13\nBEOGRAD 6|SF:189|S:UPLATA PO RAČUNU ZA EL. ENERGIJU|RO:97163220000111111111000",
    ]


def test_a_rouble_code_ends_with_its_separator_and_counts_kopecks() -> None:
    head = 'ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|BankName=ОАО "БАНК"|BIC=044525225'
    assert rub_examples() == [f"{head}|CorrespAcc=30101810965770000413|"]
    full = st00012_payload(**RUB, amount_minor=1250, purpose="Счёт № 17", tax_id="7707083893", kpp="770701001")
    assert full == f"{head}|CorrespAcc=0|Sum=1250|Purpose=Счёт № 17|PayeeINN=7707083893|KPP=770701001|"


def test_a_swiss_code_leaves_room_for_what_is_not_there() -> None:
    lines = swiss_payload(**CHF).split("\n")
    assert lines == ["SPC", "0200", "1", "CH5800791123000889012", "S", "Robert Schneider AG", "Rue du Lac", "1268",
                     "2501", "Biel", "CH", *[""] * 7, "3949.75", "CHF", *[""] * 7, "NON", "", "", "EPD"]  # fmt: skip
    scor = swiss_payload(**CHF, debtor=PIA, reference=RF).split("\n")
    assert scor[20:] == ["S", "Pia Rutschmann", "Marktgasse", "28", "9400", "Rorschach", "CH",
                         "SCOR", "RF18539007547034", "", "EPD"]  # fmt: skip
    assert len(swiss_examples()[1].split("\n")) == 34


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iban": "DE89370400440532013001"}, NoCodeReason.BAD_IBAN),
        ({"iban": ""}, NoCodeReason.BAD_IBAN),
        ({"iban": "DE٨٩370400440532013000"}, NoCodeReason.BAD_IBAN),
        ({"iban": "IR062960000000100324200001"}, NoCodeReason.OUTSIDE_SEPA),
        ({"iban": "CH5800791123000889012"}, NoCodeReason.BIC_NEEDED),
        ({"bic": "COBADE"}, NoCodeReason.BAD_BIC),
        ({"name": " "}, NoCodeReason.MISSING),
        ({"name": "n" * 71}, NoCodeReason.TOO_LONG),
        ({"name": "شرکت"}, NoCodeReason.LETTERS),
        ({"name": "two\nlines"}, NoCodeReason.LETTERS),
        ({"amount_minor": 0}, NoCodeReason.NOT_POSITIVE),
        ({"amount_minor": -5}, NoCodeReason.NOT_POSITIVE),
        ({"amount_minor": 100_000_000_000}, NoCodeReason.AMOUNT_TOO_LARGE),
        ({"reference": "RF17539007547034"}, NoCodeReason.BAD_REFERENCE),
        ({"reference": "RF18539007547034", "text": "Invoice 17"}, NoCodeReason.BAD_REFERENCE),
        ({"text": "t" * 141}, NoCodeReason.TOO_LONG),
        ({"purpose": "GOODS"}, NoCodeReason.TOO_LONG),
        ({"name": "Ж" * 70, "text": "Ж" * 100}, NoCodeReason.TOO_MUCH_DATA),
    ],
)
def test_an_epc_code_that_would_not_be_valid_is_refused(change: dict[str, object], reason: NoCodeReason) -> None:
    assert refused(epc_payload, EPC, change) is reason


def test_an_epc_code_may_be_as_long_as_its_standard_says() -> None:
    longest = epc_payload(**EPC, text="t" * 140, information="i" * 70, bic="COBADEFFXXX")
    assert len(longest) < 331
    amount = epc_payload(**EPC | {"amount_minor": 99_999_999_999}).split("\n")[7]
    assert amount == "EUR999999999.99"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"account": "123456789012345678"}, NoCodeReason.BAD_ACCOUNT),
        ({"account": "84095584510"}, NoCodeReason.BAD_ACCOUNT),
        ({"name": "a|b"}, NoCodeReason.LETTERS),
        ({"name": "Чигра"}, NoCodeReason.LETTERS),
        ({"name": "a\nb\nc\nd"}, NoCodeReason.TOO_LONG),
        ({"name": "n" * 71}, NoCodeReason.TOO_LONG),
        ({"payer": "p" * 71}, NoCodeReason.TOO_LONG),
        ({"text": "t" * 36}, NoCodeReason.TOO_LONG),
        ({"text": "a\nb"}, NoCodeReason.LETTERS),
        ({"payment_code": "28"}, NoCodeReason.MISSING),
        ({"payment_code": "٢٨٩"}, NoCodeReason.MISSING),
        ({"amount_minor": 0}, NoCodeReason.NOT_POSITIVE),
        ({"amount_minor": 10**14}, NoCodeReason.AMOUNT_TOO_LARGE),
        ({"reference": "97 20-123456"}, NoCodeReason.BAD_REFERENCE),
        ({"reference": "22-223-23456718"}, NoCodeReason.BAD_REFERENCE),
        ({"reference": "55-17"}, NoCodeReason.BAD_REFERENCE),
        ({"reference": "00"}, NoCodeReason.BAD_REFERENCE),
        ({"reference": "00" + "1" * 24}, NoCodeReason.TOO_LONG),
    ],
)
def test_an_ips_code_that_would_not_be_valid_is_refused(change: dict[str, object], reason: NoCodeReason) -> None:
    assert refused(nbs_ips_payload, IPS, change) is reason


def test_an_ips_code_carries_model_97_without_dashes_and_others_as_they_are() -> None:
    assert nbs_ips_payload(**IPS, reference="97 20-12345").endswith("|RO:972012345")
    assert nbs_ips_payload(**IPS, reference="22-223-23456715").endswith("|RO:2222323456715")
    assert nbs_ips_payload(**IPS, reference="00123-17").endswith("|RO:00123-17")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"account": "40702810238250123017"}, NoCodeReason.BAD_ACCOUNT),
        ({"account": "4070281013825012301"}, NoCodeReason.BAD_ACCOUNT),
        ({"account": "40702840138250123017"}, NoCodeReason.BAD_ACCOUNT),
        ({"bic": "DEUTDEFF"}, NoCodeReason.BAD_BIC),
        ({"bank": ""}, NoCodeReason.MISSING),
        ({"bank": "б" * 46}, NoCodeReason.TOO_LONG),
        ({"name": "а|б"}, NoCodeReason.LETTERS),
        ({"name": "شرکت"}, NoCodeReason.LETTERS),
        ({"name": "ж" * 160}, NoCodeReason.TOO_MUCH_DATA),
        ({"correspondent": "301018109657700004"}, NoCodeReason.BAD_ACCOUNT),
        ({"amount_minor": 0}, NoCodeReason.NOT_POSITIVE),
        ({"purpose": "п" * 211}, NoCodeReason.TOO_LONG),
        ({"tax_id": "7707083894"}, NoCodeReason.BAD_ACCOUNT),
        ({"kpp": "77070100"}, NoCodeReason.BAD_ACCOUNT),
    ],
)
def test_a_rouble_code_that_would_not_be_valid_is_refused(change: dict[str, object], reason: NoCodeReason) -> None:
    assert refused(st00012_payload, RUB, change) is reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"currency": "USD"}, NoCodeReason.NO_STANDARD),
        ({"iban": "DE89370400440532013000"}, NoCodeReason.NO_STANDARD),
        ({"reference": QRR}, NoCodeReason.QRR_NEEDS_QR_IBAN),
        ({"iban": "CH4431999123000889012"}, NoCodeReason.QR_IBAN_NEEDS_QRR),
        ({"iban": "CH4431999123000889012", "reference": RF}, NoCodeReason.QR_IBAN_NEEDS_QRR),
        ({"reference": Reference(ReferenceKind.OGM, "010806817183")}, NoCodeReason.BAD_REFERENCE),
        ({"reference": Reference(ReferenceKind.RF, "RF17539007547034")}, NoCodeReason.BAD_REFERENCE),
        ({"creditor": Party("Firma", town="Biel", country="CH")}, NoCodeReason.MISSING),
        ({"creditor": Party("Firma", postcode="2501", town="Biel", country="C")}, NoCodeReason.MISSING),
        ({"debtor": Party("Иван", postcode="1", town="x", country="RS")}, NoCodeReason.LETTERS),
        ({"message": "m" * 100, "bill_information": "b" * 41}, NoCodeReason.TOO_LONG),
        ({"other_schemes": ("a", "b", "c")}, NoCodeReason.TOO_LONG),
        ({"amount_minor": 10**11}, NoCodeReason.AMOUNT_TOO_LARGE),
    ],
)
def test_a_swiss_code_that_would_not_be_valid_is_refused(change: dict[str, object], reason: NoCodeReason) -> None:
    assert refused(swiss_payload, CHF, change) is reason


def refused(build: Callable[..., str], good: dict[str, Any], change: dict[str, object]) -> NoCodeReason:
    """Give the reason for which a payload that is good but for the change is refused."""
    with pytest.raises(NoCode) as caught:
        build(**good | change)
    assert caught.value.code == caught.value.reason.value
    assert caught.value.way_out
    return caught.value.reason
