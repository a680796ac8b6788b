"""Blocks as the HTML part of a mail: one column, styles inline, nothing fetched, the reader's own colours.

No text or background colour is set, so that light and dark readers both stay readable. All is escaped here, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from dunwell.adapters.papers.direction import as_elements
from dunwell.adapters.papers.prose import Align, Block, Bullets, Paragraph, Prose, Run, Runs, Table

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"
_LINE = "1px solid #8a8f98"
_CELL = "padding:6px;vertical-align:top"  # the same on both sides, as lines may run either way


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that comes with the mail; `name` is its Content-ID, `side` its edge in pixels."""

    name: str
    alt: str
    caption: str
    side: int


_NO_PICTURES: Mapping[int, Sequence[Shown]] = {}


def write_html(
    prose: Prose,
    *,
    title: str,
    language: str,
    direction: str,
    company: str,
    foot: tuple[str, ...],
    pictures: Mapping[int, Sequence[Shown]] = _NO_PICTURES,
) -> str:
    """Write a whole page; `title` is the subject, `foot` the lines below the message.

    `pictures` stand behind the blocks of their numbers.
    """
    body = "\n".join(_block(block) + "".join(map(_picture, pictures.get(at, ()))) for at, block in enumerate(prose))
    lines = "<br>".join(map(_escaped, foot))
    return (
        f'<!doctype html>\n<html lang="{_escaped(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{_escaped(title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:24px 16px;{_FONT};font-size:16px;line-height:1.5">\n'
        '<div style="max-width:640px;margin:0 auto">\n'
        f'<p style="margin:0 0 24px;padding-bottom:12px;border-bottom:2px solid #8a8f98;font-weight:600">'
        f"{_escaped(company)}</p>\n{body}\n"
        f'<p style="margin:32px 0 0;padding-top:12px;border-top:{_LINE};font-size:13px">{lines}</p>\n'
        "</div>\n</body>\n</html>\n"
    )


def write_fragment(prose: Prose, *, title: str, language: str, direction: str) -> str:
    """Write a section to be put into a page, with its title as a heading; nothing in it depends on that page."""
    body = "\n".join(map(_block, prose))
    return (
        f'<section lang="{_escaped(language)}" dir="{direction}" style="{_FONT};font-size:16px;line-height:1.5">\n'
        f'<h1 style="margin:0 0 16px;font-size:22px">{_escaped(title)}</h1>\n{body}\n</section>\n'
    )


@lru_cache(maxsize=2_000)
def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        if block.is_heading:
            return f'<h2 style="margin:24px 0 8px;font-size:17px">{_runs(block.runs)}</h2>'
        return f'<p style="margin:0 0 16px">{_runs(block.runs)}</p>'
    if isinstance(block, Bullets):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f'<li style="margin:0 0 6px">{_runs(item)}</li>' for item in block.items)
        return f'<{tag} style="margin:0 0 16px;padding-inline-start:24px">{items}</{tag}>'
    return _table(block)


def _picture(shown: Shown) -> str:
    return (
        f'\n<p style="margin:0 0 20px;font-size:13px"><img src="cid:{_escaped(shown.name)}" '
        f'alt="{_escaped(shown.alt)}" width="{shown.side}" height="{shown.side}" style="display:block;margin:0 0 4px">'
        f"{_escaped(shown.caption)}</p>"
    )


def _table(table: Table) -> str:
    is_list = not any(table.head[1:])
    rows = "\n".join(_row(row, table.aligns, is_list=is_list) for row in table.rows)
    if is_list:
        caption = _runs(table.head[0])
        head = f'<caption style="text-align:start;font-weight:600;padding:0 0 4px">{caption}</caption>'
    else:
        cells = "".join(
            f'<th scope="col" style="{_CELL};border-bottom:{_LINE};text-align:{_side(align)}">{_runs(cell)}</th>'
            for cell, align in zip(table.head, table.aligns, strict=True)
        )
        head = f"<thead><tr>{cells}</tr></thead>"
    width = "" if is_list else "width:100%;"
    return (
        f'<div style="overflow-x:auto;margin:0 0 20px"><table style="{width}border-collapse:collapse;font-size:15px">'
        f"{head}<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(row: tuple[Runs, ...], aligns: tuple[Align, ...], *, is_list: bool) -> str:
    line = f";border-top:{_LINE}" if Table.is_total(row) else ""
    cells = []
    for at, (cell, align) in enumerate(zip(row, aligns, strict=True)):
        # Names and numbers may be long and break; dates and amounts stay whole.
        whole = ";white-space:nowrap" if at and not is_list else ""
        style = f"{_CELL}{line};text-align:{_side(align)}{whole}"
        # In a list of names and values each name heads its row.
        if at == 0 and is_list:
            cells.append(f'<th scope="row" style="{style};font-weight:400">{_runs(cell)}</th>')
        else:
            cells.append(f'<td style="{style}">{_runs(cell)}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _side(align: Align) -> str:
    return "end" if align == "right" else "start"


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.text == "\n":
        return "<br>"
    text = f"<strong>{_escaped(run.text)}</strong>" if run.strong else _escaped(run.text)
    return f'<a href="{_escaped(run.link)}" style="color:inherit">{text}</a>' if run.link else text


def _escaped(text: str) -> str:
    return as_elements(escape(text, quote=True))
