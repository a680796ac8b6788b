"""Every language is whole: nothing is missing, stale, unknown or broken; and the check finds what is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dunwell.adapters.papers import shelf, translations
from dunwell.adapters.papers.language import choose_language, languages, speak
from dunwell.adapters.papers.translations import check_language, known_languages, mark, short_hash, units
from dunwell.domain.errors import UserError
from dunwell.domain.reasons import Reason
from dunwell.domain.selling import SellingReason

KEPT = ("sr-Latn", "en")


@pytest.mark.parametrize("language", languages())
def test_each_language_is_whole(language: str) -> None:
    assert check_language(language) == ()


def test_the_languages_of_the_product_are_there() -> None:
    assert [(each["tag"], each["direction"]) for each in known_languages()] == [
        ("en", "ltr"),
        ("fa", "rtl"),
        ("nl", "ltr"),
        ("ro", "ltr"),
        ("ru", "ltr"),
        ("sr-Cyrl", "ltr"),
        ("sr-Latn", "ltr"),
    ]


@pytest.mark.parametrize("language", languages())
def test_every_reason_is_told_in_each_language(language: str) -> None:
    spoken = speak(language)
    told = [spoken.reason(reason) for reason in Reason] + [spoken.reason(each, "selling") for each in SellingReason]
    assert len(set(told)) >= len(told) - 1
    if language != "en":
        assert not set(told) & {reason.meaning for reason in (*Reason, *SellingReason)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copy two languages into a folder of their own, in which a test may write."""
    for tag in KEPT:
        for path in (shelf.FOLDER / tag).rglob("*.*"):
            copy = tmp_path / path.relative_to(shelf.FOLDER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    from dunwell.adapters.papers import filling, language, tone

    for each in (
        *(shelf.languages, shelf.own_words, shelf.tone_words, shelf.reason_words, shelf.text_of, shelf.script_of),
        *(shelf.writer, language.speak, language._folder_of, tone._patterns, filling._compiled, filling._environment),
    ):
        each.cache_clear()


def test_what_changed_in_english_is_stale_until_it_is_marked(folder: Path) -> None:
    changed = folder / "en" / "parts" / "greeting.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nHello again.\n", encoding="utf-8")
    _forget()
    assert [(each.code, each.what) for each in check_language("sr-Latn")] == [("stale", "parts/greeting")]
    assert mark("sr-Latn") == 1
    assert check_language("sr-Latn") == ()


def test_what_is_missing_unknown_or_broken_is_named(folder: Path) -> None:
    home = folder / "sr-Latn"
    (home / "parts" / "attached.md").unlink()
    (home / "messages" / "birthday.md").write_text("---\nsubject: Hvala\n---\nHvala.\n", encoding="utf-8")
    upcoming = home / "messages" / "upcoming.md"
    upcoming.write_text(upcoming.read_text(encoding="utf-8").replace("net_totals", "net"), encoding="utf-8")
    late = home / "messages" / "late-notice.md"
    late.write_text(
        late.read_text(encoding="utf-8").replace('few: "dana", ', "").replace("{{ net_totals }}", "{{ net }}"),
        encoding="utf-8",
    )
    words = home / "words.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("  page: Strana", "  side: Strana"), encoding="utf-8")
    _forget()
    found = {(each.code, each.what) for each in check_language("sr-Latn")}
    assert {("missing", "parts/attached"), ("missing", "words: paper.page"), ("unknown", "words: paper.side")} <= found
    assert {("unknown", "messages/birthday"), ("broken", "messages/late-notice")} <= found


def test_a_consequence_outside_of_its_condition_is_found(folder: Path) -> None:
    late = folder / "sr-Latn" / "messages" / "late-notice.md"
    late.write_text(late.read_text(encoding="utf-8") + "\nSlučaj predajemo na naplatu.\n", encoding="utf-8")
    _forget()
    [finding] = check_language("sr-Latn")
    assert finding.message == "The text names a consequence that is not stated: hand over"


@pytest.mark.parametrize("language", ["en", "sr-Cyrl"])
def test_what_is_not_translated_cannot_be_marked(language: str) -> None:
    with pytest.raises(UserError, match="no translations to mark"):
        mark(language)


def test_the_hash_tells_one_text_from_another() -> None:
    assert len({short_hash(text) for text in units("en").values()}) == len(set(units("en").values()))
    assert translations.marks("sr-Cyrl") == translations.marks("sr-Latn")


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (("sr",), "sr-Cyrl"),
        (("sr-RS",), "sr-Cyrl"),
        (("sr-Latn-RS",), "sr-Latn"),
        (("fa-IR",), "fa"),
        (("nl-BE",), "nl"),
    ],
)
def test_a_tag_takes_the_folder_that_it_means(wanted: tuple[str, ...], chosen: str) -> None:
    assert speak(choose_language(*wanted)).home == chosen
