"""Facts into the pieces of a mail, or of a letter and what goes into its envelope. Knows no table and no words.

What goes along is capped: of many or large invoices some copies are left out, and the message says which.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dunwell.domain.mail import Attachment, Head, Mailbox, Piece, build_mail
from dunwell.domain.papers import MessageFacts, Movement, PaperItem, StatementFacts
from dunwell.domain.post import ChannelSettings, with_token
from dunwell.ports import Papers
from dunwell.queries.charge_facts import Charged, note_of
from dunwell.queries.statement_facts import invoice_facts

MOST_COPIES = 10
MOST_BYTES = 5_000_000
MOST_NOTES = 3
NOBODY = ".invalid"  # RFC 2606: a domain that never exists, for a company that has not said from where it writes


_NO_CHARGES: Mapping[str, Charged] = {}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail needs beside its facts: to whom, its place in the thread, its token."""

    number: int
    address: str
    token: str
    thread: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Made:
    """A message as pieces, with its subject and Message-ID (of a letter neither)."""

    pieces: list[Piece]
    subject: str = ""
    message_id: str = ""


def enclose(
    papers: Papers,
    facts: MessageFacts,
    attach: Sequence[str],
    statement: StatementFacts | None,
    movements: Mapping[str, tuple[Movement, ...]],
    charges: Mapping[str, Charged] = _NO_CHARGES,
) -> tuple[MessageFacts, list[Attachment]]:
    """Make what goes along, and give the facts with what does and what was left out. Raises as `Papers`."""
    files: list[Attachment] = []
    attached: list[str] = []
    left_out: list[str] = []
    if "statement" in attach and statement is not None:
        files.append(Attachment(f"statement-{facts.as_of}.pdf", papers.statement(statement)))
        attached.append("statement")
    if "invoices" in attach:
        copies, left_out = _copies(papers, facts, movements, sum(len(file.content) for file in files))
        files += copies
        attached += ["invoices"] if copies else []
    files += [
        Attachment(f"late-charge-{_file_name(item.number)}.pdf", papers.charge_note(note_of(facts, item, charged)))
        for item in facts.items
        if (charged := charges.get(item.number)) and charged.lines
    ][:MOST_NOTES]
    known = tuple(each for each in ("statement", "invoices") if each in attached)
    return replace(facts, attached=known, left_out=tuple(left_out)), files


def make_mail(
    papers: Papers,
    facts: MessageFacts,
    files: Sequence[Attachment],
    envelope: Envelope,
    settings: ChannelSettings,
    slug: str,
) -> Made:
    """Write a mail with its headers. Raises as `Papers`, and UserError `bad_address`."""
    written = papers.message(facts)
    sender = from_address(settings, facts, slug)
    token = envelope.token if settings.plus_addressing else ""
    message_id = f"<{envelope.token}.{envelope.number}@{sender.rpartition('@')[2]}>"
    head = Head(
        sender=Mailbox(settings.from_name or _signed(facts), sender),
        recipients=(Mailbox(facts.contact_name or facts.customer.name, envelope.address),),
        subject=written.subject,
        message_id=message_id,
        at=envelope.at,
        reply_to=with_token(settings.reply_to or sender, token),
        references=envelope.thread,
        language=facts.language,
    )
    pictures = [Attachment(each.name, each.content, each.media) for each in written.pictures]
    return Made(build_mail(head, written.text, written.html, files, pictures), written.subject, message_id)


def make_letter(papers: Papers, facts: MessageFacts, files: Sequence[Attachment]) -> Made:
    """Write a letter, with what goes into its envelope behind it. Raises as `Papers`."""
    return Made([Piece(papers.letter(facts), name="letter.pdf"), *(Piece(f.content, name=f.name) for f in files)])


def from_address(settings: ChannelSettings, facts: MessageFacts, slug: str) -> str:
    """Give the address from which a company writes: of the channel, else of its letterhead."""
    return settings.from_address or facts.company.email or f"accounts@{slug}{NOBODY}"


def _signed(facts: MessageFacts) -> str:
    """Name a person and the company: a human name, and who is meant."""
    names = dict.fromkeys(name for name in (facts.sender.name, facts.company.name) if name)
    return ", ".join(names)


def _copies(
    papers: Papers, facts: MessageFacts, movements: Mapping[str, tuple[Movement, ...]], size: int
) -> tuple[list[Attachment], list[str]]:
    """Make copies of the invoices asked for, the oldest first, and name those for which there is no room."""
    files: list[Attachment] = []
    left_out: list[str] = []
    for item in facts.items:
        if item.kind != "invoice":
            continue
        content = _copy(papers, facts, item, movements) if len(files) < MOST_COPIES else b""
        if content and size + len(content) <= MOST_BYTES:
            files.append(Attachment(f"invoice-{_file_name(item.number)}.pdf", content))
            size += len(content)
        else:
            left_out.append(item.number)
    return files, left_out


def _copy(papers: Papers, facts: MessageFacts, item: PaperItem, movements: Mapping[str, tuple[Movement, ...]]) -> bytes:
    return papers.invoice(invoice_facts(facts, item, movements.get(item.number, ())))


def _file_name(number: str) -> str:
    return re.sub(r"[^\w.-]+", "-", number).strip("-.") or "copy"
