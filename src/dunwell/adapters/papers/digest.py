"""The day for staff, in words: what falls due, what went out, what waits. Knows no recipient and no transport."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.plain_mail import write_plain
from dunwell.adapters.papers.standing import compose_standing

Facts = Mapping[str, Any]


def write_digest(name: str, facts: Facts, language: str) -> tuple[str, str]:
    """Write the digest of a company: subject and plain text, out of the facts as `digest_facts` gives them.

    Raises UserError `unknown_language`.
    """
    composed = compose_standing("digest", speak(language), lambda spoken: digest_values(name, facts, spoken))
    return composed.title, write_plain(composed.prose)


def digest_values(name: str, facts: Facts, language: Language) -> dict[str, Any]:
    """Give the values of a digest."""
    on, waits, words = date.fromisoformat(facts["on"]), facts["waits"], language.words
    due, channels = facts["falls_due"], words["channels"]
    messages = [
        {"channel": channels.get(channel, channel), "state": words["states"].get(state, state), "messages": number}
        for channel, states in waits["messages"].items()
        for state, number in states.items()
    ]
    waiting = (
        facts["stopped"],
        messages,
        *(waits[each] for each in ("tasks", "runs", "calls", "approvals", "replies")),
    )
    return {
        "company": {"name": name},
        "on": language.day(on),
        "until": language.day(on + timedelta(days=facts["ahead_days"])),
        "since": language.day(date.fromisoformat(facts["since"])),
        "due_totals": [{"items": row["items"], "amount": _money(row, language)} for row in due["totals"]],
        "due_items": [
            {
                "due_date": language.short_day(date.fromisoformat(row["due_date"])),
                "number": row["item"],
                "name": row["name"],
                "amount": _money(row, language),
            }
            for row in due["items"]
        ],
        "went_out": [
            {
                "step": words["steps"].get(row["template"], row["template"]),
                "channel": channels.get(row["channel"], row["channel"]),
                "messages": row["messages"],
            }
            for row in facts["went_out"]
        ],
        "cancelled": [
            {"reason": language.reason(code), "messages": number} for code, number in facts["cancelled"].items()
        ],
        "stopped": [
            {"channel": channels.get(row["channel"], row["channel"]), "reason": row["stopped"]["reason"]}
            for row in facts["stopped"]
        ],
        "runs": list(waits["runs"]),
        "messages": messages,
        "tasks": [
            {"task": words["tasks"].get(task, task), "number": number} for task, number in waits["tasks"].items()
        ],
        "calls": waits["calls"],
        "approvals": waits["approvals"],
        "replies": waits["replies"],
        "nothing_waits": not any(waiting),
    }


def _money(row: Facts, language: Language) -> str:
    return language.money(row["open_minor"], row["currency"])
