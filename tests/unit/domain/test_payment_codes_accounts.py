"""Account numbers are taken by their check digits alone, in the digits that banks write."""

import json
from pathlib import Path

import pytest

from dunwell.domain.payment_codes import NoCode
from dunwell.domain.payment_codes.accounts import (
    EEA,
    SEPA,
    check_bic,
    check_iban,
    check_russian_account,
    check_serbian_account,
    is_qr_iban,
    serbian_account_of,
)

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "facts" / "references.json"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("RO49AAAA1B31007593840000", "RO49AAAA1B31007593840000"),
        ("RS35260005601001611379", "RS35260005601001611379"),
        ("IR06 2960 0000 0010 0324 2000 01", "IR062960000000100324200001"),
        ("CH4431999123000889012", "CH4431999123000889012"),
    ],
)
def test_a_good_iban_is_given_without_blanks(written: str, value: str) -> None:
    assert check_iban(written) == value


@pytest.mark.parametrize("written", ["DE89370400440532013001", "DE8937040044053201300", "IR062960000000100324200002",
                                     "XX89370400440532013000", "DE89-3704", "", "۱"])  # fmt: skip
def test_a_wrong_iban_is_refused(written: str) -> None:
    with pytest.raises(NoCode, match="not an IBAN"):
        check_iban(written)


def test_a_bic_has_eight_or_eleven_letters() -> None:
    assert check_bic("cobadeff xxx") == "COBADEFFXXX"
    for wrong in ("COBADE", "COBADEFFXX", "COBAD1FF", "044525225"):
        with pytest.raises(NoCode, match="not a BIC"):
            check_bic(wrong)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("840-955845-10", "840000000095584510"),
        ("165-55-74", "165000000000005574"),
        ("310-1234567891211-86", "310123456789121186"),
        ("840-743324843-18", "840000074332484318"),
        ("840000071711184351", "840000071711184351"),
        ("115038169338697697", "115038169338697697"),
        ("160000000018203969", "160000000018203969"),
    ],
)
def test_a_serbian_account_gets_its_eighteen_digits(written: str, value: str) -> None:
    assert check_serbian_account(written) == value


@pytest.mark.parametrize("written", ["123456789012345678", "840-955845-11", "84095584510", "", "840-955845", "RS35"])
def test_a_wrong_serbian_account_is_refused(written: str) -> None:
    with pytest.raises(NoCode, match="Serbian bank"):
        check_serbian_account(written)


def test_a_serbian_iban_holds_the_account() -> None:
    assert serbian_account_of("RS35260005601001611379") == "260005601001611379"


def test_a_russian_account_fits_its_bank() -> None:
    assert check_russian_account("40702 810 1 38250123017", "044525225") == "40702810138250123017"
    with pytest.raises(NoCode, match="ninth digit"):
        check_russian_account("40702810138250123017", "044525226")


def test_a_qr_iban_is_told_by_its_bank() -> None:
    assert [is_qr_iban(iban) for iban in ("CH4431999123000889012", "CH5800791123000889012", "DE30000")] == [
        True, False, False,
    ]  # fmt: skip


def test_sepa_holds_the_economic_area_and_a_dozen_more() -> None:
    assert (len(EEA), len(SEPA)) == (30, 42)
    assert {"CH", "GB", "RS"} <= SEPA - EEA


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published examples are not beside the repository")
def test_all_published_serbian_accounts_are_told_right() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["rs_account18"]
    assert [check_serbian_account(good) for good in published["valid"]] == published["valid"]
    assert {short: check_serbian_account(short) for short in published["expand"]} == published["expand"]
    for wrong in published["invalid"]:
        with pytest.raises(NoCode):
            check_serbian_account(wrong)
