"""Statements of account set as PDF: how many a second and core, beside WeasyPrint with the same page in the same run.

WeasyPrint is no part of the product: where it is not installed, its figure is left out.
"""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from importlib.resources import files
from time import process_time
from typing import Any

import segno

from dunwell.bench.clock import measured, peak_rss_mb
from dunwell.domain.papers import Creditor, CurrencyAccount, Debtor, Movement, PayTo, Signatory, StatementFacts
from dunwell.domain.papers import StatementItem as Item
from dunwell.wiring import papers

ROWS = 40
AS_OF = date(2026, 4, 15)


def statements(count: int = 40) -> dict[str, Any]:
    """Set `count` statements of two pages and 40 open items each, and tell how many go into a CPU second."""
    facts = [_statement(number) for number in range(count + 1)]
    ours = papers()
    with measured() as cost:
        rate = _rate(ours.statement, facts)
    told: dict[str, Any] = {
        "statements": count,
        "seconds": round(cost.seconds, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "server_cpu_s": 0.0,
        "peak_rss_mb": round(peak_rss_mb(), 1),
        "statements_per_cpu_s": round(rate, 1),
    }
    theirs = _weasyprint()
    if theirs is not None:
        theirs_rate = _rate(theirs, facts[: max(3, count // 8) + 1])
        told |= {"weasyprint_per_cpu_s": round(theirs_rate, 1), "times_weasyprint": round(rate / theirs_rate, 1)}
    return told


def _rate(render: Callable[[StatementFacts], bytes], facts: list[StatementFacts]) -> float:
    """Render the first one to warm up, and measure the others."""
    render(facts[0])
    began = process_time()
    for each in facts[1:]:
        render(each)
    return (len(facts) - 1) / (process_time() - began)


def _statement(number: int) -> StatementFacts:
    items = tuple(
        Item(
            f"INV-{number}-{row:03}",
            AS_OF - timedelta(days=60 + 3 * row),
            AS_OF - timedelta(days=30 + 3 * row),
            100_00 + 37 * row,
            90_00 + 31 * row,
        )
        for row in range(ROWS)
    )
    paid = tuple(Movement(AS_OF - timedelta(days=each), "payment", -10_00, f"P-{each}") for each in range(6))
    return StatementFacts(
        company=Creditor("Ours B.V.", ("Herengracht 1", "1015 BA Amsterdam"), "NL", "ar@ours.example", "+31 20 1"),
        customer=Debtor(f"Customer {number} d.o.o.", f"C-{number}", ("Knez Mihailova 1", "11000 Beograd"), "RS"),
        language="en",
        as_of=AS_OF,
        accounts=(CurrencyAccount("EUR", items, paid, credit_minor=12_50),),
        sender=Signatory("Ann Smith"),
        since=AS_OF - timedelta(days=90),
        payment=(PayTo("Ours B.V.", iban="NL91ABNA0417164300"),),
        banner="PAST DUE ACCOUNT",
    )


def _weasyprint() -> Callable[[StatementFacts], bytes] | None:
    """Give what sets the same facts with WeasyPrint, if it is there."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # its libraries of the system may be missing, too
        return None

    def render(facts: StatementFacts) -> bytes:
        made: bytes = HTML(string=_page(facts)).write_pdf()
        return made

    return render


def _page(facts: StatementFacts) -> str:
    """Write the same page as HTML: letterhead, banner, figures, code, ages, items, movements."""
    (account,) = facts.accounts
    rows = "".join(
        f"<tr><td>{escape(item.number)}<td>{item.item_date}<td>{item.due_date}<td>{(facts.as_of - item.due_date).days}"
        f"<td class=n>{_money(item.amount_minor)}<td class=n>{_money(item.open_minor)}"
        for item in account.items
    )
    moves = "".join(
        f"<tr><td>{move.on}<td>{move.kind}<td class=n>{_money(move.amount_minor)}" for move in account.movements
    )
    figures = (account.balance_minor, account.past_due_minor(facts.as_of), account.open_minor, account.credit_minor)
    cards = "".join(f"<td><small>Figure</small><br><b>{_money(minor)}</b>" for minor in figures)
    ages = "".join(
        f"<td class=n>{_money(account.open_minor // 6)}<div class=bar style='width:{10 * part}%'></div>"
        for part in range(1, 7)
    )
    code = segno.make(f"BCD\n002\n1\nSCT\n\n{facts.company.name}\n{facts.payment[0].iban}\n").svg_inline(scale=2)
    return (
        f"<html lang=en><style>{_STYLE}</style><header>{escape(facts.company.name)}<br>"
        f"{'<br>'.join(map(escape, facts.company.address))}</header><div class=banner>{facts.banner}</div>"
        f"<address>{escape(facts.customer.name)}<br>{'<br>'.join(map(escape, facts.customer.address))}</address>"
        f"<h1>Statement of account {facts.as_of}</h1><table class=cards><tr>{cards}</table>"
        f"<section>{code} {facts.payment[0].iban}</section><table><tr>{ages}</table>"
        f"<table><thead><tr><th>Invoice<th>Date<th>Due<th>Days<th>Amount<th>Open</thead>{rows}</table>"
        f"<table><thead><tr><th>Date<th>What<th>Amount</thead>{moves}</table>"
    )


_FONT = files("fontpkg_noto_sans") / "files"
_STYLE = """
@page{size:A4;margin:20mm;@bottom-right{content:counter(page) ' / ' counter(pages)}}
@font-face{font-family:Body;src:url('FONT')}
body{font:9pt Body}table{width:100%;border-collapse:collapse;margin:4mm 0}td,th{border-bottom:1px solid #ccc;
padding:1mm;text-align:start}.bar{height:1mm;background:#36c}.n{text-align:end;font-variant-numeric:tabular-nums}.banner{background:#c00;color:#fff;padding:2mm}
.cards td{background:#eef;padding:3mm}header{float:right}thead{display:table-header-group}
""".replace("FONT", next(f"file://{each}" for each in sorted(map(str, _FONT.iterdir())) if each.endswith("ttf")))


def _money(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02} EUR"
