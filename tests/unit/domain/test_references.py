"""References are taken when their check digits fit, refused when they do not, and written as their standards print."""

import json
from pathlib import Path

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.references import (
    Reference,
    ReferenceKind,
    check_iranian_bill,
    check_reference,
    for_reading,
    make_reference,
    read_iranian_barcode,
    recognise_reference,
)

RF, MODEL_97, MODEL_22 = ReferenceKind.RF, ReferenceKind.MODEL_97, ReferenceKind.MODEL_22
OGM, QRR, DUTCH = ReferenceKind.OGM, ReferenceKind.QRR, ReferenceKind.BETALINGSKENMERK
PUBLISHED = Path(__file__).parents[3].parent / "shared" / "facts" / "references.json"
TABLES = {"iso11649": RF, "rs_model97": MODEL_97, "rs_model22": MODEL_22, "ch_qrr": QRR, "be_ogm": OGM}


@pytest.mark.parametrize(
    ("kind", "written", "value", "read"),
    [
        (RF, "RF18 5390 0754 7034", "RF18539007547034", "RF18 5390 0754 7034"),
        (RF, "rf18539007547 0y", "RF185390075470Y", "RF18 5390 0754 70Y"),
        (RF, "RF45G72UUR", "RF45G72UUR", "RF45 G72U UR"),
        (RF, "RF6518K5", "RF6518K5", "RF65 18K5"),
        (RF, "RF485000056789012345", "RF485000056789012345", "RF48 5000 0567 8901 2345"),
        (RF, "RF51C4", "RF51C4", "RF51 C4"),
        (RF, "RF684377", "RF684377", "RF68 4377"),
        (MODEL_97, "97 20-12345", "972012345", "97 20-12345"),
        (MODEL_97, "97 28-12345a", "972812345A", "97 28-12345A"),
        (MODEL_97, "9747-21750940-2204", "9747217509402204", "97 47-217509402204"),
        (MODEL_97, "97163220000111111111000", "97163220000111111111000", "97 16-3220000111111111000"),
        (MODEL_97, "9714123412", "9714123412", "97 14-123412"),
        (MODEL_22, "22-223-23456715", "2222323456715", "22-223-23456715"),
        (QRR, "21 00000 00003 13947 14300 09017", "210000000003139471430009017",
         "21 00000 00003 13947 14300 09017"),
        (QRR, "123456000000001291146290514", "123456000000001291146290514", "12 34560 00000 00129 11462 90514"),
        (OGM, "+++010/8068/17183+++", "010806817183", "+++010/8068/17183+++"),
        (OGM, "010806817183", "010806817183", "+++010/8068/17183+++"),
        (OGM, "010676609538", "010676609538", "+++010/6766/09538+++"),
        (DUTCH, "5000 0567 8901 2345", "5000056789012345", "5000 0567 8901 2345"),
        (DUTCH, "12 2345 3462 2567", "12234534622567", "12 2345 3462 2567"),
        (ReferenceKind.TEXT, " INV  2026/17 ", "INV 2026/17", "INV 2026/17"),
    ],
)  # fmt: skip
def test_a_good_reference_is_taken_and_written_for_reading(
    kind: ReferenceKind, written: str, value: str, read: str
) -> None:
    reference = check_reference(kind, written)
    assert (reference, for_reading(reference)) == (Reference(kind, value), read)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (RF, "RF17539007547034"), (RF, "RF00539007547034"), (RF, "RF38302!!3393"), (RF, "RF35C4"), (RF, "RF214377"),
        (RF, "RF18"), (RF, ""), (RF, "XX18539007547034"), (RF, "RF97" + "1" * 22), (RF, "RF٤٥G72UUR"),
        (MODEL_97, "97 20-123456"), (MODEL_97, "9728-12345b"), (MODEL_97, "979714123412"),
        (MODEL_97, "97123456789012345"), (MODEL_97, "9720"), (MODEL_97, "96 20-12345"),
        (MODEL_22, "22-223-23456718"), (MODEL_22, "22-223-2345671A"), (MODEL_22, "22-223-5"),
        (QRR, "210000000003139471430009016"), (QRR, "0" * 27), (QRR, "2100000000003139471430009017"),
        (QRR, "03139471430009017"), (QRR, ""),
        (OGM, "010/8068/17180"), (OGM, "01080681718"), (OGM, "٠١٠٨٠٦٨١٧١٨٣"),
        (DUTCH, "6000056789012345"), (DUTCH, "13234534622567"), (DUTCH, "1234567"), (DUTCH, "500005678901234"),
    ],
)  # fmt: skip
def test_a_wrong_reference_is_refused_with_a_way_out(kind: ReferenceKind, written: str) -> None:
    with pytest.raises(UserError) as caught:
        check_reference(kind, written)
    assert (caught.value.code, caught.value.field, caught.value.value) == ("bad_reference", "reference", written)
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("kind", "number", "value"),
    [
        (RF, "5390-0754-7034", "RF18539007547034"),
        (RF, "c4", "RF51C4"),
        (MODEL_97, "21750940-2204", "9747217509402204"),
        (OGM, "0108068171", "010806817183"),
        (OGM, "97", "000000009797"),
        (QRR, "123456", "000000000000000000001234565"),
        (QRR, "21000000000313947143000901", "210000000003139471430009017"),
        (DUTCH, "56789012345", "5000056789012345"),
        (ReferenceKind.TEXT, "INV 17", "INV 17"),
    ],
)
def test_a_reference_is_made_from_a_number(kind: ReferenceKind, number: str, value: str) -> None:
    assert make_reference(kind, number) == Reference(kind, value)


@pytest.mark.parametrize(
    ("kind", "number"),
    [(RF, "1" * 22), (RF, "№ 17"), (MODEL_97, "1" * 22), (OGM, "12345678901"), (OGM, "0"), (OGM, "A1"),
     (QRR, "1" * 27), (QRR, "00"), (DUTCH, "1" * 16), (DUTCH, "0"), (MODEL_22, "2345671")],
)  # fmt: skip
def test_what_does_not_fit_into_a_kind_is_refused(kind: ReferenceKind, number: str) -> None:
    with pytest.raises(UserError, match="payment reference"):
        make_reference(kind, number)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("RF18 5390 0754 7034", RF),
        ("+++010/8068/17183+++", OGM),
        ("210000000003139471430009017", QRR),
        ("RF17 5390 0754 7034", ReferenceKind.TEXT),
        ("010806817183", ReferenceKind.TEXT),
        ("9714123412", ReferenceKind.TEXT),
        ("INV-2026-17", ReferenceKind.TEXT),
    ],
)
def test_only_a_form_without_doubt_is_recognised(written: str, kind: ReferenceKind) -> None:
    assert recognise_reference(written).kind is kind


@pytest.mark.parametrize(
    "value", ["271234567", "4812345678", "09123456789", "701234567890", "8112345678901", "42123456789012"]
)
def test_a_shorter_dutch_reference_tells_its_length(value: str) -> None:
    with pytest.raises(UserError, match="second digit"):
        check_reference(DUTCH, value[0] + str((int(value[1]) + 1) % 10) + value[2:])
    assert check_reference(DUTCH, value).value == value


def test_an_iranian_bill_is_taken_apart() -> None:
    bill = check_iranian_bill("9403272004129", "95570163")
    assert (bill.amount_minor, bill.barcode) == (955_000 * 100, "94032720041290000095570163")
    assert read_iranian_barcode("10643481031150000097570237") == check_iranian_bill("1064348103115", "97570237")


@pytest.mark.parametrize(
    ("bill_id", "payment_id", "code"),
    [
        ("01230", "95570163", "bad_bill_id"),
        ("9403272004128", "95570163", "bad_bill_id"),
        ("۹۴۰۳۲۷۲۰۰۴۱۲۹", "95570163", "bad_bill_id"),
        ("9403272004129", "000005254", "bad_payment_id"),
        ("9403272004129", "95570164", "bad_payment_id"),
        ("1064348103115", "95570163", "bad_payment_id"),
    ],
)
def test_ids_of_an_iranian_bill_that_do_not_fit_are_refused(bill_id: str, payment_id: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        check_iranian_bill(bill_id, payment_id)
    assert caught.value.code == code


def test_a_bar_code_of_another_length_is_refused() -> None:
    with pytest.raises(UserError, match="bill id"):
        read_iranian_barcode("1064348103115")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published examples are not beside the repository")
def test_all_published_examples_are_told_right() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    wrong = []
    for table, kind in TABLES.items():
        verdicts = dict.fromkeys(published[table]["valid"], True) | dict.fromkeys(published[table]["invalid"], False)
        wrong += [(table, text) for text, good in verdicts.items() if _is_good(kind, text) is not good]
    assert wrong == []
    assert all(make_reference(QRR, n).value == value for n, value in published["ch_qrr"]["create"].items())
    assert all(make_reference(OGM, n).value == n + digits for n, digits in published["be_ogm"]["calc"].items())
    bill = published["ir_bill"]
    assert check_iranian_bill(bill["bill_id"], bill["payment_id"]).amount_minor == bill["amount_irr"] * 100
    assert read_iranian_barcode(bill["barcode"]).barcode == bill["barcode"]


def _is_good(kind: ReferenceKind, text: str) -> bool:
    try:
        check_reference(kind, text)
    except UserError:
        return False
    return True
