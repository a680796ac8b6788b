"""Tell staff about the day by mail, once: what falls due, what went out, what waits. Knows no transport."""

from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db import transaction

from dunwell.data.books import Books
from dunwell.domain.mail import Head, Mailbox, build_mail, check_address, whole
from dunwell.domain.money import format_amount
from dunwell.domain.post import Enclosure, Outgoing, Result
from dunwell.domain.roles import Verb
from dunwell.ports import Post
from dunwell.queries.digest import digest_facts, readers
from dunwell.queries.letterhead import channel_settings, writer_of
from dunwell.queries.restorations import sending_is_off
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case

STATES = {Result.DELIVERED: "sent", Result.HANDED_OVER: "sent", Result.IN_DOUBT: "in_doubt"}


def send_digest(caller: Caller, post: Post) -> Answer:
    """Send today's digest to the people of the company who are owner, finance or collections and have an address.

    Once a day: where it went out already, or may have, nothing is sent. One that failed is sent anew when asked again.
    Answers with what it tells, to whom it went and what came of it.
    """
    company = find_company(caller.company)
    facts, people = digest_facts(company, caller.today), readers(company)
    answer: Answer = {"digest": facts, "to": [address for _, address in people]}
    if not people or caller.dry:
        return {**answer, "result": "nobody" if not people else "would_send"}
    mails = _mails(caller, facts, people)
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


def _mails(caller: Caller, facts: dict[str, Any], people: list[tuple[str, str]]) -> list[Outgoing]:
    company = find_company(caller.company)
    settings, writer = channel_settings(company, "email"), writer_of(company)
    sender = settings.from_address or writer.company.email or f"accounts@{company.slug}.invalid"
    text = digest_text(company.name, facts)
    mails = []
    for place, (name, address) in enumerate(people, 1):
        head = Head(
            sender=Mailbox(company.name, sender),
            recipients=(Mailbox(name, address),),
            subject=f"{company.name}: receivables on {facts['on']}",
            message_id=f"<digest.{company.slug}.{facts['on']}.{place}@{sender.rpartition('@')[2]}>",
            at=caller.at,
            language="en",
        )
        stem = f"{facts['on']}-digest-{place}"
        file = Enclosure(f"{stem}.eml", whole(build_mail(head, text)))
        mails.append(Outgoing(place, stem, "", name, check_address(address), (file,), settings.bounces_to or sender))
    return mails


def digest_text(name: str, facts: dict[str, Any]) -> str:
    """Write the digest as plain text, in English."""
    parts = [f"{name}, {facts['on']}", *_due(facts), *_out(facts), *_waiting(facts)]
    return "\n".join(parts) + "\n"


def _due(facts: dict[str, Any]) -> list[str]:
    due = facts["falls_due"]
    lines = ["", f"Falls due within {facts['ahead_days']} days:"]
    lines += [f"  {row['items']} items, {_money(row)}" for row in due["totals"]] or ["  nothing"]
    return lines + [f"  {r['due_date']}  {r['item']}  {r['name']}  {_money(r)}" for r in due["items"]]


def _out(facts: dict[str, Any]) -> list[str]:
    lines = ["", f"Went out since {facts['since']}:"]
    lines += [f"  {row['messages']} × {row['template']} by {row['channel']}" for row in facts["went_out"]] or [
        "  nothing"
    ]
    return lines + [f"  {number} cancelled before sending: {reason}" for reason, number in facts["cancelled"].items()]


def _waiting(facts: dict[str, Any]) -> list[str]:
    waits = facts["waits"]
    lines = [
        *(f"  {row['channel']} stands still: {row['stopped']['reason']}" for row in facts["stopped"]),
        *(f"  run {run} for approval" for run in waits["runs"]),
        *(
            f"  {number} {channel} messages: {state.replace('_', ' ')}"
            for channel, states in waits["messages"].items()
            for state, number in states.items()
        ),
        *(f"  {number} × task {task}" for task, number in waits["tasks"].items()),
        *([f"  {waits['calls']} calls"] if waits["calls"] else []),
        *([f"  {waits['approvals']} requests for a yes"] if waits["approvals"] else []),
        *([f"  {waits['replies']} replies to read"] if waits["replies"] else []),
    ]
    return ["", "Waits for somebody:", *(lines or ["  nothing"])]


def _money(row: dict[str, Any]) -> str:
    return format_amount(row["open_minor"], row["currency"])
