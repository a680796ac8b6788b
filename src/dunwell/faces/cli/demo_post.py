"""The demo's own post: what its shown runs decided is made, sent into a folder as .eml and PDF, and counted as sent.

All goes through the real use cases; the clock stands at the morning of the day. Knows no story.
"""

from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from dunwell import wiring
from dunwell.faces.cli.screen import Screen, count
from dunwell.ports import Post

if TYPE_CHECKING:
    from dunwell.usecases.work import Caller

OUTBOX = "outbox"
FOLDERS = {"email": "mails as .eml", "letters": "letters in one print a day, with a list", "statements": "statements"}
LETTERHEAD: dict[str, Any] = {
    "company": {
        "address": ["Zuiderkade 14", "3011 AA Rotterdam"],
        "email": "debiteuren@zuiderkade.example",
        "phone": "+31 10 000 00 00",
        "web": "zuiderkade.example",
        "colour": "#1f4e79",
    },
    "sender": {
        "name": "Marit de Haan",
        "role": "Accounts receivable",
        "email": "marit@zuiderkade.example",
        "phone": "+31 10 000 00 01",
    },
    "payment": [{"iban": "NL91ABNA0417164300", "bic": "ABNANL2A", "bank": "ABN AMRO"}],
}


def set_up(caller: "Caller", home: Path) -> None:
    """Give the company a letterhead, and remove what an earlier demo sent."""
    from dunwell.usecases.set_letterhead import set_letterhead

    rmtree(home / OUTBOX, ignore_errors=True)
    set_letterhead(caller, **LETTERHEAD)


def send_into(caller: "Caller", outbox: Path) -> None:
    """Let folders below `outbox` be the company's channels from now on."""
    from dunwell.usecases.configure_channel import configure_channel

    for channel, kind, folder in (("email", "email_files", "email"), ("letter", "letters", "letters")):
        options = {"folder": str(outbox / folder)}
        configure_channel(caller, wiring.open_channel, channel=channel, kind=kind, options=options)


def send(caller: "Caller") -> None:
    """Make and send what waits, and count it as sent on that day, as a person does who has sent and posted it."""
    from dunwell.queries.companies import the_company
    from dunwell.queries.messages import outbox
    from dunwell.usecases.dispatch_notices import dispatch_notices
    from dunwell.usecases.mark_sent import mark_sent

    if not outbox(the_company(caller.company)):
        return
    post = Post(open_channel=wiring.open_channel, clock=lambda: caller.at, holder="demo")
    dispatch_notices(caller, post, wiring.papers(caller.company))
    handed_over = [row["id"] for row in outbox(the_company(caller.company), state="sent")]
    if handed_over:
        mark_sent(caller, messages=handed_over, on=caller.today)


def write_statements(slug: str, customers: list[str], as_of: date, home: Path) -> None:
    """Write the statements of customers as PDF, in the language of each."""
    from dunwell.queries.companies import the_company
    from dunwell.queries.customers import find_customer
    from dunwell.queries.statement_facts import statement_facts

    company, papers = the_company(slug), wiring.papers(slug)
    named = {found.pk: found for found in (find_customer(company, ref) for ref in customers)}
    languages = {pk: papers.language(found.language, company.language) for pk, found in named.items()}
    for pk, facts in statement_facts(company, languages, as_of).items():
        name = f"{as_of}-{wiring.safe_name(named[pk].ref)}-statement.pdf"
        wiring.write_file(home / OUTBOX / "statements" / name, papers.statement(facts))


def say_where(screen: Screen, home: Path) -> None:
    """Say where the papers lie, and how many."""
    screen.line()
    screen.page.rule("Papers", align="left")
    for folder, what in FOLDERS.items():
        files = [path for path in (home / OUTBOX / folder).glob("*") if path.is_file()]
        screen.line(f"{count(len(files), 'file')}, {what}: {home / OUTBOX / folder}")
