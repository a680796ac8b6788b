"""The gallery: a room of one language and one of a country are made, and what stands in the index is there."""

import io
import re

from PIL import Image

from dunwell.adapters.papers.gallery import making
from dunwell.adapters.papers.gallery.countries import HOMES
from dunwell.adapters.papers.language import languages
from dunwell.domain.payment_codes.accounts import check_iban


def test_a_room_holds_mails_papers_and_a_sheet_of_them() -> None:
    kept: dict[str, bytes] = {}
    names = making._country(HOMES[0], kept.__setitem__)
    assert {name.rpartition("/")[2] for name in names} == {
        "mail.html",
        "mail.txt",
        "letter.pdf",
        "statement.pdf",
        "sheet.png",
    }
    assert set(names) <= set(kept)
    sources = re.findall(r'<img src="([^"]+)"', kept["countries/NL/mail.html"].decode())
    assert [f"countries/NL/{source}" in kept for source in sources] == [True]
    with Image.open(io.BytesIO(kept["countries/NL/sheet.png"])) as sheet:
        assert sheet.width > 900


def test_the_story_goes_from_the_first_kind_word_to_the_final_warning() -> None:
    told = [template for _, template, _ in making._story()]
    assert (told[0], told[-2:]) == ("upcoming", ["final-warning", "final-call"])
    assert len(told) == len(set(told))


def test_each_country_has_an_account_that_can_be_right_and_each_language_a_country() -> None:
    for home in HOMES:
        assert home.pay.account or check_iban(home.pay.iban)
    spoken = {home.language.split("-")[0] for home in HOMES}
    assert {tag.split("-")[0] for tag in languages()} <= spoken
