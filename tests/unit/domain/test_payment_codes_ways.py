"""Each account is shown with its bank details; a code stands beside them where it is valid, else the reason."""

from dataclasses import replace

import pytest

from dunwell.domain.papers import PayTo
from dunwell.domain.payment_codes import Account, NoCodeReason, Party, Payment, Standard, ways_to_pay
from dunwell.domain.references import Reference, ReferenceKind

DEALER = Party("Alder & Sons", "Kanaalstraat", "7", "1012 AB", "Amsterdam", "NL")
EURO = Account(DEALER, iban="NL91 ABNA 0417 1643 00", bic="ABNANL2A", bank="ABN AMRO", currency="EUR")
BELGIAN = Account(DEALER, iban="BE72000000001616", currency="EUR")
DINAR = Account(Party("Čigra doo", "Balkanska", "13", "11000", "Beograd", "RS"), number="840-955845-10", currency="RSD")
ROUBLE = Account(Party("ООО «Три кита»"), number="40702810138250123017", bic="044525225", bank='ОАО "БАНК"',
                 correspondent="30101810965770000413", currency="RUB")  # fmt: skip
SCHNEIDER = Party("Robert Schneider AG", "Rue du Lac", "1268", "2501", "Biel", "CH")
SWISS = Account(SCHNEIDER, iban="CH5800791123000889012", bic="POFICHBEXXX")
QR_IBAN = Account(SCHNEIDER, iban="CH4431999123000889012")
PIA = Party("Pia Rutschmann", "Marktgasse", "28", "9400", "Rorschach", "CH")

RF = Reference(ReferenceKind.RF, "RF18539007547034")
MODEL_97 = Reference(ReferenceKind.MODEL_97, "972012345")
OGM = Reference(ReferenceKind.OGM, "010806817183")
QRR = Reference(ReferenceKind.QRR, "210000000003139471430009017")
TEXT = Reference(ReferenceKind.TEXT, "INV/2026-17")
ALL = (RF, MODEL_97, OGM, QRR, TEXT)


def lines(account: Account, payment: Payment) -> list[str]:
    """Give the lines or tags of the code of a payment into an account."""
    (way,) = ways_to_pay([account], payment)
    assert way.code is not None, way.why_not
    return way.code.payload.split("|" if way.code.standard in (Standard.NBS_IPS, Standard.ST00012) else "\n")


def why_not(account: Account, payment: Payment) -> list[NoCodeReason]:
    """Give the reasons for which a payment into an account has no code; its bank details must be there."""
    (way,) = ways_to_pay([account], payment)
    assert way.code is None
    assert way.details.payee == account.holder.name
    return [refusal.reason for refusal in way.why_not]


def test_a_way_has_bank_details_the_reference_for_reading_and_a_code() -> None:
    (way,) = ways_to_pay([EURO], Payment("EUR", 9999, (RF,), "Invoice 17"))
    assert way.details == PayTo("Alder & Sons", iban="NL91ABNA0417164300", bic="ABNANL2A", bank="ABN AMRO",
                                reference="RF18 5390 0754 7034", currency="EUR")  # fmt: skip
    assert (way.amount_minor, way.reference, way.why_not) == (9999, RF, ())
    assert way.code is not None
    assert (way.code.standard, way.code.highest_version) == (Standard.EPC, 13)


@pytest.mark.parametrize(
    ("account", "currency", "standard", "reference"),
    [
        (EURO, "EUR", Standard.EPC, RF),
        (BELGIAN, "EUR", Standard.EPC, RF),
        (DINAR, "RSD", Standard.NBS_IPS, MODEL_97),
        (ROUBLE, "RUB", Standard.ST00012, TEXT),
        (SWISS, "CHF", Standard.SWISS, RF),
        (SWISS, "EUR", Standard.SWISS, RF),
        (QR_IBAN, "CHF", Standard.SWISS, QRR),
        (QR_IBAN, "EUR", Standard.SWISS, QRR),
    ],
)
def test_each_account_takes_the_reference_and_the_code_that_its_bank_reads(
    account: Account, currency: str, standard: Standard, reference: Reference
) -> None:
    (way,) = ways_to_pay([account], Payment(currency, 100, ALL))
    assert way.code is not None
    assert (way.code.standard, way.reference) == (standard, reference)


def test_an_epc_code_carries_a_structured_reference_alone_and_any_other_in_its_text() -> None:
    assert lines(EURO, Payment("EUR", 100, (RF,), "Invoice 17"))[9:] == ["RF18539007547034"]
    assert lines(EURO, Payment("EUR", 100, (TEXT,), "July"))[9:] == ["", "INV/2026-17 July"]
    assert lines(EURO, Payment("EUR", 100, (TEXT,), "Invoice INV/2026-17"))[9:] == ["", "Invoice INV/2026-17"]
    assert lines(BELGIAN, Payment("EUR", 100, (OGM, RF)))[9:] == ["", "+++010/8068/17183+++"]
    assert lines(EURO, Payment("EUR", 100))[7:] == ["EUR1.00"]


def test_a_long_text_is_cut_at_a_blank_and_never_the_reference() -> None:
    text = "Invoices " + ", ".join(f"INV-{number}" for number in range(100, 140))
    said = lines(EURO, Payment("EUR", 100, (TEXT,), text))[10]
    assert said.startswith("INV/2026-17 Invoices INV-100,")
    assert len(said) <= 140
    assert said.rpartition(" ")[2] in text.replace(",", "").split()


def test_an_ips_code_names_payee_payer_text_and_reference() -> None:
    payer = Party("Mrđo Mačkatović", "Župska", "13", "11000", "Beograd", "RS")
    payment = Payment("RSD", 102512, (MODEL_97,), "Račun 17", payer, by_consumer=True)
    assert lines(DINAR, payment)[3:] == [
        "R:840000000095584510", "N:Čigra doo\nBalkanska 13\n11000 Beograd", "I:RSD1025,12",
        "P:Mrđo Mačkatović\nŽupska 13\n11000 Beograd", "SF:289", "S:Račun 17", "RO:972012345",
    ]  # fmt: skip


def test_an_ips_code_leaves_out_what_is_optional_and_cannot_be_carried() -> None:
    payment = Payment("RSD", 100, (MODEL_97,), "Рачун", Party("Мрђо"))
    assert lines(DINAR, payment)[6:] == ["SF:221", "RO:972012345"]
    assert lines(DINAR, Payment("RSD", 100, (TEXT,)))[6:] == ["SF:221", "S:INV/2026-17"]
    by_iban = replace(DINAR, number="", iban="RS35845000000040484987")
    assert lines(by_iban, Payment("RSD", 100))[3] == "R:845000000040484987"


def test_a_rouble_code_has_the_reference_in_its_purpose() -> None:
    assert lines(ROUBLE, Payment("RUB", 1250, (TEXT,), "оплата по счёту"))[-3:] == [
        "Sum=1250", "Purpose=INV/2026-17 оплата по счёту", "",
    ]  # fmt: skip


def test_a_swiss_code_names_the_payer_where_it_can() -> None:
    assert "Pia Rutschmann" in lines(SWISS, Payment("CHF", 100, (RF,), "Invoice 17", PIA))
    without = lines(SWISS, Payment("CHF", 100, (RF,), "Счёт", Party("Иван", country="RS")))
    assert without[20:] == [*[""] * 7, "SCOR", "RF18539007547034", "", "EPD"]
    assert lines(SWISS, Payment("CHF", 100, (TEXT,)))[27:] == ["NON", "", "INV/2026-17", "EPD"]


def test_a_swiss_account_is_paid_in_euro_by_sepa_from_elsewhere() -> None:
    payment = Payment("EUR", 100, (RF,), payer=Party("Käufer GmbH", country="DE"))
    assert lines(SWISS, payment)[0] == "BCD"
    assert lines(replace(SWISS, bic=""), payment)[0] == "SPC"
    assert lines(SWISS, replace(payment, payer=PIA))[0] == "SPC"
    without_address = replace(SWISS, bic="", holder=Party("Firma"))
    assert why_not(without_address, payment) == [NoCodeReason.BIC_NEEDED, NoCodeReason.MISSING]


@pytest.mark.parametrize(
    ("account", "payment", "reason"),
    [
        (EURO, Payment("EUR", 0), NoCodeReason.NOT_POSITIVE),
        (EURO, Payment("USD", 100), NoCodeReason.OTHER_CURRENCY),
        (replace(EURO, currency=""), Payment("USD", 100), NoCodeReason.NO_STANDARD),
        (replace(EURO, currency=""), Payment("CHF", 100), NoCodeReason.NO_STANDARD),
        (Account(DEALER, iban="RO49AAAA1B31007593840000"), Payment("RON", 100), NoCodeReason.NO_STANDARD),
        (Account(DEALER, iban="IR062960000000100324200001"), Payment("IRR", 100), NoCodeReason.NO_STANDARD),
        (Account(DEALER, iban="IR062960000000100324200001"), Payment("EUR", 100), NoCodeReason.OUTSIDE_SEPA),
        (replace(EURO, iban="NL92ABNA0417164300"), Payment("EUR", 100), NoCodeReason.BAD_IBAN),
        (replace(DINAR, number="840-955845-11"), Payment("RSD", 100), NoCodeReason.BAD_ACCOUNT),
        (replace(DINAR, number=""), Payment("RSD", 100), NoCodeReason.BAD_IBAN),
        (replace(DINAR, holder=Party("Чигра доо")), Payment("RSD", 100), NoCodeReason.LETTERS),
        (QR_IBAN, Payment("CHF", 100, (RF,)), NoCodeReason.QR_IBAN_NEEDS_QRR),
        (DINAR, Payment("RSD", 100, (Reference(ReferenceKind.TEXT, "x" * 36),)), NoCodeReason.TOO_LONG),
    ],
)
def test_where_a_code_would_not_be_valid_plain_details_stay_with_the_reason(
    account: Account, payment: Payment, reason: NoCodeReason
) -> None:
    assert why_not(account, payment) == [reason]


def test_accounts_of_the_currency_come_before_those_of_any_and_those_before_others() -> None:
    anywhere = Account(DEALER, iban="DE89370400440532013000")
    both = [EURO, anywhere, DINAR]
    assert [way.account for way in ways_to_pay(both, Payment("EUR", 100))] == [EURO]
    assert [way.account for way in ways_to_pay(both, Payment("USD", 100))] == [anywhere]
    assert [way.account for way in ways_to_pay([EURO, DINAR], Payment("USD", 100))] == [EURO, DINAR]
    assert ways_to_pay([], Payment("USD", 100)) == []
