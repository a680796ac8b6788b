"""Say how a channel sends from now on: by which kind, from which address, how fast. Mends one that stood still.

Knows no kind: what its options may be is told by the adapter, through `check`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dunwell.domain.errors import UserError
from dunwell.domain.mail import check_address
from dunwell.domain.post import ACTIVE_CHANNELS, ChannelSettings
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case

FASTEST = 100_000


@use_case(Verb.CHANNEL)
def configure_channel(
    work: Work,
    check: Callable[[str, ChannelSettings], object],
    *,
    channel: str,
    kind: str,
    options: Mapping[str, Any] | None = None,
    per_minute: int | None = None,
    per_day: int | None = None,
    from_name: str = "",
    from_address: str = "",
    reply_to: str = "",
    plus_addressing: bool = True,
    bounces_to: str = "",
) -> Answer:
    """Set a channel (email or letter); what was set before stays on record. It sends again if it stood still.

    `check` opens the channel of a company with settings, without connecting, and raises for options that it does not
    take. A password is named in the options (`env:NAME`, `file:NAME`), never given. Raises UserError `bad_channel`,
    `unknown_channel` and `bad_address`.
    """
    _check_channel(channel)
    _check_limits(per_minute=per_minute, per_day=per_day)
    settings = ChannelSettings(
        kind=kind,
        per_minute=per_minute,
        per_day=per_day,
        from_name=from_name,
        from_address=_address(from_address),
        reply_to=_address(reply_to),
        plus_addressing=plus_addressing,
        bounces_to=_address(bounces_to),
        options=dict(options or {}),
    )
    check(work.company.slug, settings)
    if kind == "email_smtp" and not settings.from_address:
        raise UserError(
            "bad_channel",
            "A mail server needs an address to send from",
            "Give --from-address, an address of your own domain",
            field="from_address",
        )
    work.note({"channel": channel, "settings": settings.as_facts()})
    _replace(work, channel, settings)
    return {"channel": channel, **settings.as_facts()}


@use_case(Verb.CHANNEL)
def resume_channel(work: Work, *, channel: str) -> Answer:
    """Let a channel that stood still send again, with the settings it has: its trouble is mended."""
    _check_channel(channel)
    work.note({"channel": channel, "resumed": True})
    row = work.books.channel_settings.standing().filter(channel=channel).first()
    if row is not None:
        _close_task(work, row)
        row.stopped_reason, row.stopped_said, row.stopped_at, row.stopped_task = "", "", None, None
        row.save()
    return {"channel": channel, "stopped": None}


def _replace(work: Work, channel: str, settings: ChannelSettings) -> None:
    standing = work.books.channel_settings.standing().filter(channel=channel)
    for row in standing:
        _close_task(work, row)
    standing.update(ended_on=work.today, ended_seq=work.seq)
    work.books.channel_settings.create(channel=channel, settings=settings.as_facts(), **work.stamp)


def _close_task(work: Work, row: Any) -> None:
    """Close the task that asked a person to mend the channel."""
    if row.stopped_task_id:
        work.books.tasks.open().filter(pk=row.stopped_task_id).update(
            state="done", done_on=work.today, outcome="the channel sends again"
        )


def _address(text: str) -> str:
    return check_address(text) if text else ""


def _check_channel(channel: str) -> None:
    if channel not in ACTIVE_CHANNELS:
        raise UserError(
            "unknown_channel",
            f"Nothing can be set for {channel!r}",
            f"Write one of {', '.join(ACTIVE_CHANNELS)}",
            field="channel",
            value=channel,
        )


def _check_limits(**limits: int | None) -> None:
    for field, limit in limits.items():
        if limit is not None and not 1 <= limit <= FASTEST:
            raise UserError(
                "bad_channel",
                f"{limit} messages are no limit",
                f"Give a number from 1 to {FASTEST}, or none for no limit",
                field=field,
                value=limit,
            )
