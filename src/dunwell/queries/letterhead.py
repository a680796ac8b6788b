"""In whose name a company writes: its letterhead, where to pay, who signs; and by which settings a channel sends.

Reads only. A company that has set nothing writes under its own name.
"""

from dataclasses import dataclass
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.papers import Creditor, PayTo, Signatory
from dunwell.domain.post import ACTIVE_CHANNELS, DEFAULTS, ChannelSettings


@dataclass(frozen=True, slots=True)
class Writer:
    """The company as its papers show it."""

    company: Creditor
    payment: tuple[PayTo, ...]
    sender: Signatory


def writer_of(company: Company) -> Writer:
    """Give the letterhead that holds now."""
    row = Books(company).letterheads.standing().select_related("logo").first()
    facts: dict[str, Any] = row.facts if row else {}
    logo = bytes(row.logo.content) if row and row.logo else b""
    known = {"name": company.name, "country": company.country, **facts.get("company", {}), "logo": logo}
    creditor = Creditor(**{**known, "address": tuple(known.get("address", ()))})
    sender = Signatory(**facts["sender"]) if facts.get("sender") else Signatory(company.name, email=creditor.email)
    return Writer(creditor, tuple(PayTo(**each) for each in facts.get("payment", ())), sender)


def letterhead_facts(company: Company) -> dict[str, Any]:
    """Tell the letterhead as plain values for a screen or `--json`; of the logo only whether there is one."""
    row = Books(company).letterheads.standing().first()
    return {**(row.facts if row else {}), "logo": bool(row and row.logo_id)}


def channel_settings(company: Company, channel: str) -> ChannelSettings:
    """Give the settings by which a channel sends now."""
    row = Books(company).channel_settings.standing().filter(channel=channel).first()
    return ChannelSettings(**row.settings) if row else DEFAULTS[channel]


def channel_facts(company: Company) -> list[dict[str, Any]]:
    """List the channels with their settings and whether they stand still, for a screen or `--json`."""
    rows = {row.channel: row for row in Books(company).channel_settings.standing()}
    return [
        {
            "channel": channel,
            "set": channel in rows,
            **channel_settings(company, channel).as_facts(),
            "stopped": _stop(rows.get(channel)),
        }
        for channel in ACTIVE_CHANNELS
    ]


def _stop(row: Any) -> dict[str, Any] | None:
    if row is None or not row.stopped_reason:
        return None
    return {"reason": row.stopped_reason, "said": row.stopped_said, "since": row.stopped_at.isoformat()}
