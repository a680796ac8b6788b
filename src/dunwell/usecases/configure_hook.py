"""Say which address is told which events, or that it is told none any more. The secret is kept elsewhere, by name."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.events import NAMES
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@use_case(Verb.HOOK)
def configure_hook(work: Work, *, url: str, events: Sequence[str] = (), secret: str = "", on: bool = True) -> Answer:
    """Tell an address events from now on (all, or those named), signed with the secret of this name; or stop.

    Raises UserError `bad_url` (https, or http to this machine), `unknown_event`, `missing`.
    """
    _check(url, events)
    standing = work.books.hooks.standing().filter(url=url)
    if on:
        check_text("secret's name", secret, 100, needed=True)
    elif not standing.exists():
        raise UserError("bad_url", f"{url} is told nothing", "See `dunwell hook list`", field="url", value=url)
    work.note({"events": sorted(set(events)), "on": on}, personal={"url": url})
    standing.update(ended_on=work.today, ended_seq=work.seq)
    if on:
        work.books.hooks.create(url=url, events=sorted(set(events)), secret=secret, **work.stamp)
    return {"url": url, "events": sorted(set(events)), "on": on}


def _check(url: str, events: Sequence[str]) -> None:
    check_text("address", url, 500, needed=True)
    parts = urlsplit(url)
    host = parts.hostname or ""
    sound = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not sound or not host or parts.username or parts.password:
        raise UserError(
            "bad_url",
            f"{url} is no address for events",
            "Write https://…; without encryption only this machine itself is told anything",
            field="url",
            value=url,
        )
    unknown = next((name for name in events if name not in NAMES), None)
    if unknown is not None:
        raise UserError(
            "unknown_event",
            f"There is no event {unknown}",
            f"Name one of these, or none for all: {', '.join(NAMES)}",
            field="events",
            value=unknown,
        )
