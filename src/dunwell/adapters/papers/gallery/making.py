"""Make the gallery: mails as HTML and text, papers as PDF, pages of all as contact sheets, and an index of them.

The languages are those that have a folder in `locale`; the story is that of the shipped ladder. Everything is
invented. This module writes through what it is given and knows no place.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape
from typing import Any

from PIL import Image, ImageDraw

from dunwell.adapters.papers import render, sheets
from dunwell.adapters.papers.composing import compose_call, compose_message
from dunwell.adapters.papers.gallery.countries import HOMES, Home, message_of, statement_of
from dunwell.adapters.papers.language import choose_language, languages, speak
from dunwell.adapters.papers.samples import sample_call, sample_charge, sample_message, sample_terms
from dunwell.adapters.papers.standing import charge_sheet, terms_sheet
from dunwell.adapters.papers.typesetting import draw, typeset
from dunwell.domain.papers import CurrencyAccount, MessageFacts, StatementFacts, StatementItem
from dunwell.domain.standing_papers import PAPER_NAMES
from dunwell.policy.file import default_policy

Write = Callable[[str, bytes], None]
"""Writes a file by its path within the gallery."""

PPI = 60
_COLUMNS = 6
_GAP = 12
LONG_NAME = "Gemeinnützige Wohnungsbau- und Siedlungsgenossenschaft Mecklenburg-Vorpommern eG"


@dataclass(frozen=True, slots=True)
class _Page:
    """A paper as the data of its sheet."""

    name: str
    sheet: str
    data: dict[str, Any]
    on: date


def make_gallery(write: Write) -> list[str]:
    """Write the gallery, and list its files. Takes some minutes."""
    written: list[str] = []

    def keep(path: str, content: bytes) -> None:
        write(path, content)
        written.append(path)

    rooms = [(f"languages/{tag}", speak(tag).words["name"], _language(tag, keep)) for tag in languages()]
    rooms += [(f"countries/{home.country}", home.country, _country(home, keep)) for home in HOMES]
    rooms += [(f"hard/{tag}", f"Hard cases, {speak(tag).words['name']}", _hard(tag, keep)) for tag in languages()]
    keep("index.html", _index(rooms).encode())
    return written


def _language(tag: str, keep: Write) -> list[str]:
    """Tell the whole story in a language: each message as mail and letter, each call sheet, each other paper."""
    names = []
    for stage, template, is_call in _story():
        if is_call:
            continue
        facts = sample_message(template, stage, tag)
        names += _mail(f"languages/{tag}/{template}", facts, keep)
    return [*names, *_papers(f"languages/{tag}", list(_pages(tag)), keep)]


def _pages(tag: str) -> Iterator[_Page]:
    for stage, template, is_call in _story():
        if is_call:
            call = sample_call(template, stage, tag)
            goal, prose = compose_call(call)
            yield _Page(template, "calls", sheets.call_sheet(call, speak(tag), goal, prose), call.as_of)
        else:
            yield _letter(template, sample_message(template, stage, tag))
    terms = sample_terms(tag)
    for paper in PAPER_NAMES:
        yield _Page(paper, "terms", terms_sheet(terms, paper), terms.as_of)
    charge = sample_charge(tag)
    yield _Page("late-charge", "letter", charge_sheet(charge), charge.as_of)


def _country(home: Home, keep: Write) -> list[str]:
    """Show one mail, letter and statement of a country, in its language where papers speak it, else in English."""
    tag = choose_language(home.language)
    message, statement = message_of(home, "late-notice", "late", tag), statement_of(home, tag)
    folder = f"countries/{home.country}"
    pages = [_letter("letter", message), _statement("statement", statement)]
    return [*_mail(f"{folder}/mail", message, keep), *_papers(folder, pages, keep)]


def _hard(tag: str, keep: Write) -> list[str]:
    """Show what breaks pages: a long name, two hundred items, three currencies, a credit balance."""
    home = next((each for each in HOMES if choose_language(each.language) == tag), HOMES[0])
    plain = statement_of(home, tag)
    [account] = plain.accounts
    facts = {
        "long-name": replace(plain, customer=replace(plain.customer, name=LONG_NAME)),
        "many-items": replace(plain, accounts=(replace(account, items=tuple(_many(account, 200))),)),
        "three-currencies": replace(plain, accounts=tuple(replace(account, currency=c) for c in ("EUR", "USD", "RSD"))),
        "credit-balance": replace(plain, accounts=(CurrencyAccount(home.currency, (), account.movements, 123_456),)),
    }
    return _papers(f"hard/{tag}", [_statement(name, each) for name, each in facts.items()], keep)


def _many(account: CurrencyAccount, count: int) -> Iterator[StatementItem]:
    first = account.items[0]
    for at in range(count):
        on = first.due_date + timedelta(days=at // 3)
        yield replace(first, number=f"2026-{at:05}", due_date=on, item_date=on - timedelta(days=30))


def _story() -> list[tuple[str, str, bool]]:
    """List the steps of the shipped ladder in order: stage, template, and whether it is a call; each template once."""
    policy = default_policy()
    told = [("before-due", step.step, False) for step in policy.before_due.steps]
    told += [
        (stage.stage, step.template or step.step, step.channel == "call")
        for stage in policy.ladder
        for step in stage.steps
        if step.channel in ("email", "letter", "call")
    ]
    return list(dict.fromkeys(told))


def _letter(name: str, facts: MessageFacts) -> _Page:
    composed = compose_message(facts, "letter")
    data = sheets.letter_sheet(facts, composed.language, composed.subject, composed.prose, composed.codes)
    return _Page(name, "letter", data, facts.as_of)


def _statement(name: str, facts: StatementFacts) -> _Page:
    return _Page(name, "statement", sheets.statement_sheet(facts, speak(facts.language)), facts.as_of)


def _mail(path: str, facts: MessageFacts, keep: Write) -> list[str]:
    written = render.render_mail(facts)
    page = written.html
    for picture in written.pictures:
        file = f"{path}-{picture.name.partition('@')[0]}.png"
        keep(file, picture.content)
        page = page.replace(f"cid:{picture.name}", file.rpartition("/")[2])
    keep(f"{path}.html", page.encode())
    keep(f"{path}.txt", f"{written.subject}\n\n{written.text}".encode())
    return [f"{path}.html", f"{path}.txt"]


def _papers(folder: str, pages: list[_Page], keep: Write) -> list[str]:
    """Write papers as PDF, and all their pages as one contact sheet."""
    names, drawn = [], []
    for page in pages:
        keep(f"{folder}/{page.name}.pdf", typeset(page.sheet, page.data, page.on))
        names.append(f"{folder}/{page.name}.pdf")
        drawn += [(page.name, picture) for picture in draw(page.sheet, page.data, ppi=PPI)]
    keep(f"{folder}/sheet.png", _contact_sheet(drawn))
    return [f"{folder}/sheet.png", *names]


def _contact_sheet(pages: list[tuple[str, bytes]]) -> bytes:
    """Lay pages side by side on one picture."""
    pictures = [Image.open(io.BytesIO(content)).convert("RGB") for _, content in pages]
    width, height = max(each.width for each in pictures), max(each.height for each in pictures)
    columns = min(_COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", ((width + _GAP) * columns + _GAP, (height + _GAP) * rows + _GAP), "#c8ccd2")
    for at, picture in enumerate(pictures):
        left, top = _GAP + (at % columns) * (width + _GAP), _GAP + (at // columns) * (height + _GAP)
        whole.paste(picture, (left, top))
        ImageDraw.Draw(whole).rectangle((left, top, left + picture.width, top + picture.height), outline="#8a8f98")
    made = io.BytesIO()
    whole.save(made, format="PNG", optimize=True)
    return made.getvalue()


def _index(rooms: list[tuple[str, str, list[str]]]) -> str:
    parts = []
    for folder, title, names in rooms:
        links = " · ".join(
            f'<a href="{escape(name)}">{escape(name.rpartition("/")[2])}</a>'
            for name in names
            if not name.endswith("sheet.png")
        )
        sheet = f'<a href="{folder}/sheet.png"><img src="{folder}/sheet.png" alt="" width="900" loading="lazy"></a>'
        parts.append(f"<h2>{escape(title)} ({escape(folder)})</h2>\n<p>{links}</p>\n<p>{sheet}</p>")
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Mails and papers</title></head>\n'
        f'<body style="font-family:sans-serif;max-width:960px;margin:24px auto">\n<h1>Mails and papers</h1>\n{body}\n'
        "</body></html>\n"
    )
