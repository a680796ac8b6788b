"""Write to people of the company by its own mail channel: a link that they asked for, the week's figures.

It is no chasing and touches no books, so that it stands in no journal. Knows no transport.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from dunwell.domain.mail import Attachment, Head, Mailbox, build_mail, check_address, whole
from dunwell.domain.post import Enclosure, Outgoing, Result
from dunwell.ports import OpenChannel
from dunwell.queries.letterhead import channel_settings, writer_of
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.work import find_company

GONE = (Result.DELIVERED, Result.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Word:
    """What is written to whom. `about` makes its name: the same word about the same thing is the same mail."""

    name: str
    address: str
    subject: str
    text: str
    about: str
    language: str = ""
    files: tuple[Attachment, ...] = ()


def write_to_staff(company: str, open_channel: OpenChannel, words: Sequence[Word], at: datetime) -> int:
    """Send mails to people of a company, and tell how many went out; none while its sending is off.

    Raises UserError `bad_channel` and `bad_address`.
    """
    found = find_company(company)
    if sending_is_off(found) or not words:
        return 0
    settings, writer = channel_settings(found, "email"), writer_of(found)
    sender = settings.from_address or writer.company.email or f"accounts@{found.slug}.invalid"
    mails = [_mail(word, place, Mailbox(found.name, sender), at) for place, word in enumerate(words, 1)]
    with closing(open_channel(found.slug, settings).send(iter(mails))) as outcomes:
        return sum(outcome.result in GONE for outcome in outcomes)


def _mail(word: Word, place: int, sender: Mailbox, at: datetime) -> Outgoing:
    stem = f"{at:%Y-%m-%d}-{word.about}-{place}"
    head = Head(
        sender=sender,
        recipients=(Mailbox(word.name, check_address(word.address)),),
        subject=word.subject,
        message_id=f"<{word.about}.{at:%Y%m%d%H%M%S%f}.{place}@{sender.address.rpartition('@')[2]}>",
        at=at,
        language=word.language,
    )
    file = Enclosure(f"{stem}.eml", whole(build_mail(head, word.text, attachments=word.files)))
    return Outgoing(place, stem, "", word.name, word.address, (file,), sender.address)
