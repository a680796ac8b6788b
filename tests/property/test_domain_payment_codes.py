"""What must always hold of codes for payment: nothing that people write breaks out of its field or is lost."""

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.payment_codes import Account, NoCode, Party, Payment, Standard, ways_to_pay
from dunwell.domain.payment_codes.epc import epc_payload
from dunwell.domain.payment_codes.fields import amount_field, shortened
from dunwell.domain.payment_codes.nbs_ips import nbs_ips_payload
from dunwell.domain.payment_codes.st00012 import st00012_payload
from dunwell.domain.payment_codes.swiss import swiss_payload
from dunwell.domain.references import ReferenceKind, own_reference

WORDS = st.text("aZ9 |:=\n\r\t.,Žß№Ж¶\u2066ا", max_size=80)
MINOR = st.integers(1, 10**11 - 1)


@given(WORDS, WORDS, MINOR)
def test_an_epc_code_holds_each_value_on_its_own_line(name: str, text: str, minor: int) -> None:
    try:
        payload = epc_payload(name=name, iban="DE89370400440532013000", amount_minor=minor, text=text)
    except NoCode:
        return
    lines = payload.split("\n")
    assert lines[5] == name.strip()
    assert round(float(lines[7].removeprefix("EUR")) * 100) == minor
    assert (lines[10] if len(lines) > 8 else "") == text.strip()


@given(WORDS, WORDS, MINOR)
def test_an_ips_code_holds_each_value_in_its_own_tag(name: str, text: str, minor: int) -> None:
    try:
        payload = nbs_ips_payload(account="840-955845-10", name=name, amount_minor=minor, payment_code="289", text=text)
    except NoCode:
        return
    tags = dict(tag.split(":", 1) for tag in payload.split("|"))
    assert (tags["N"], tags.get("S", "")) == (name.strip(), text.strip())
    assert int(tags["I"].removeprefix("RSD").replace(",", "")) == minor
    assert all(tags.values())


@given(WORDS, WORDS, MINOR)
def test_a_rouble_code_holds_each_value_in_its_own_pair(name: str, purpose: str, minor: int) -> None:
    try:
        payload = st00012_payload(name=name, account="40702810138250123017", bank="БАНК", bic="044525225",
                                  amount_minor=minor, purpose=purpose)  # fmt: skip
    except NoCode:
        return
    pairs = dict(pair.split("=", 1) for pair in payload.split("|")[1:-1])
    assert (pairs["Name"], pairs.get("Purpose", ""), int(pairs["Sum"])) == (name.strip(), purpose.strip(), minor)


@given(WORDS, WORDS, MINOR)
def test_a_swiss_code_holds_each_value_on_its_own_line(name: str, message: str, minor: int) -> None:
    try:
        payload = swiss_payload(creditor=Party(name, postcode="2501", town="Biel", country="CH"),
                                iban="CH5800791123000889012", amount_minor=minor, currency="CHF",
                                message=message)  # fmt: skip
    except NoCode:
        return
    lines = payload.split("\n")
    assert (lines[5], lines[29], lines[30:]) == (name.strip(), message.strip(), ["EPD"])


@given(st.text(min_size=1, max_size=40).filter(str.strip), WORDS, MINOR, st.sampled_from(["EUR", "RSD", "RUB", "CHF"]))
def test_a_way_to_pay_always_has_details_and_either_a_code_or_a_reason(
    number: str, text: str, minor: int, currency: str
) -> None:
    accounts = [
        Account(Party("Alder", "Kade", "1", "1012", "Amsterdam", "NL"), iban="NL91ABNA0417164300", currency="EUR"),
        Account(Party("Čigra"), number="840-955845-10", currency="RSD"),
        Account(Party("Кит"), number="40702810138250123017", bic="044525225", bank="БАНК", currency="RUB"),
        Account(Party("Rue", "", "", "2501", "Biel", "CH"), iban="CH5800791123000889012", currency="CHF"),
    ]
    kinds = (ReferenceKind.RF, ReferenceKind.MODEL_97)
    payment = Payment(currency, minor, tuple(own_reference(number, kind) for kind in kinds), text)
    (way,) = ways_to_pay(accounts, payment)
    assert way.details.payee
    assert way.details.reference
    assert (way.code is None) == bool(way.why_not)
    if way.code is not None and way.code.standard is not Standard.ST00012:
        assert way.reference is not None
        assert way.reference.value in way.code.payload


@given(st.text("ab ,;0123", max_size=60), st.integers(1, 40))
def test_a_shortened_text_ends_at_a_word(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest
    whole = " ".join(text.split())
    assert whole.startswith(short)
    assert not short or whole[len(short) :].lstrip(",;")[:1] in ("", " ")


@given(st.integers(1, 10**12), st.sampled_from(["EUR", "RSD", "JPY", "KWD"]))
def test_an_amount_has_all_its_decimals_and_no_separators(minor: int, currency: str) -> None:
    text = amount_field(minor, currency, most_minor=10**12)
    assert int(text.replace(".", "")) == minor
    assert text.replace(".", "", 1).isdigit()
