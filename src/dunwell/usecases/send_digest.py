"""Tell staff about the day by mail, once: what falls due, what went out, what waits. Knows no transport."""

from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db import transaction

from dunwell.data.books import Books
from dunwell.domain.mail import Head, Mailbox, build_mail, check_address, whole
from dunwell.domain.post import Enclosure, Outgoing, Result
from dunwell.domain.roles import Verb
from dunwell.ports import Papers, Post
from dunwell.queries.digest import digest_facts, readers
from dunwell.queries.letterhead import channel_settings, writer_of
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case

STATES = {Result.DELIVERED: "sent", Result.HANDED_OVER: "sent", Result.IN_DOUBT: "in_doubt"}


def send_digest(caller: Caller, post: Post, papers: Papers) -> Answer:
    """Send today's digest to the people of the company who are owner, finance or collections and have an address.

    Once a day: where it went out already, or may have, nothing is sent. One that failed is sent anew when asked again.
    It is written in the company's language. Answers with what it tells, to whom it went and what came of it.
    """
    company = find_company(caller.company)
    facts, people = digest_facts(company, caller.today), readers(company)
    answer: Answer = {"digest": facts, "to": [address for _, address in people]}
    if not people or caller.dry:
        return {**answer, "result": "nobody" if not people else "would_send"}
    mails = _mails(caller, papers, facts, people)
    if sending_is_off(company):
        return {**answer, "result": "sending_off"}
    begun = _begin(replace(caller, key=None), recipients=answer["to"], content=_digest_of(mails))
    if not begun["begun"]:
        return {**answer, "result": "sent_before"}
    channel = post.open_channel(company.slug, channel_settings(company, "email"))
    results: list[Result] = []
    with closing(channel.send(iter(mails))) as outcomes:
        results += [outcome.result for outcome in outcomes]
    state = _state(results)
    with transaction.atomic():
        Books(company).digests.filter(on=caller.today).update(state=state)
    return {**answer, "result": state}


@use_case(Verb.DISPATCH)
def _begin(work: Work, *, recipients: list[str], content: str) -> Answer:
    """Note that the digest of the day is being sent, unless it was; the unique day settles who does it."""
    known = work.books.digests.filter(on=work.today).select_for_update().first()
    if known is not None and known.state != "failed":
        return {"begun": False}
    work.note(
        {"digest": work.today, "readers": len(recipients), "sha256": content}, personal={"recipients": recipients}
    )
    work.books.digests.filter(on=work.today).delete()
    work.books.digests.create(on=work.today, recipients=recipients, sha256=content, **work.stamp)
    return {"begun": True}


def _state(results: list[Result]) -> str:
    """Sum up what came of the mails: one that may have gone out is enough for none to be repeated."""
    states = [STATES.get(result, "failed") for result in results]
    return next((state for state in ("in_doubt", "sent") if state in states), "failed")


def _digest_of(mails: list[Outgoing]) -> str:
    return sha256(b"".join(file.content for mail in mails for file in mail.files)).hexdigest()


def _mails(caller: Caller, papers: Papers, facts: dict[str, Any], people: list[tuple[str, str]]) -> list[Outgoing]:
    company = find_company(caller.company)
    settings, writer = channel_settings(company, "email"), writer_of(company)
    sender = settings.from_address or writer.company.email or f"accounts@{company.slug}.invalid"
    language = papers.language(company.language)
    subject, text = papers.digest(company.name, facts, language)
    mails = []
    for place, (name, address) in enumerate(people, 1):
        head = Head(
            sender=Mailbox(company.name, sender),
            recipients=(Mailbox(name, address),),
            subject=subject,
            message_id=f"<digest.{company.slug}.{facts['on']}.{place}@{sender.rpartition('@')[2]}>",
            at=caller.at,
            language=language,
        )
        stem = f"{facts['on']}-digest-{place}"
        file = Enclosure(f"{stem}.eml", whole(build_mail(head, text)))
        mails.append(Outgoing(place, stem, "", name, check_address(address), (file,), settings.bounces_to or sender))
    return mails
