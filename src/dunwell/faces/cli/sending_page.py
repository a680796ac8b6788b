"""Pages about sending: what a dispatch came to, the channels, the people, the digest. Prints JSON where it is asked."""

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from dunwell.domain.reasons import MEANINGS
from dunwell.faces.cli.screen import Screen, count, table

Facts = Mapping[str, Any]
LIMITS = {"per_minute": "minute", "per_day": "day"}
RESULTS = {
    "delivered": "delivered",
    "handed_over": "written to files: send or post them, then `dunwell outbox mark-sent`",
    "retry": "refused for the time being, tried again later",
    "no_contact": "refused: no such address; the fallback is used by the next run",
    "refused": "refused for good",
    "in_doubt": "in doubt: nobody knows whether they arrived; see `dunwell outbox --state in_doubt`",
    "stopped": "not sent, the channel stands still",
    "nobody_answered": "tries in which nobody answered",
    "would_send": "would be sent now",
}
CANCELLED = {
    "superseded": "Something else is to be said by now; the next run says it.",
    **{reason.value: meaning for reason, meaning in MEANINGS.items()},
}
DIGESTS = {
    "nobody": "It goes to nobody: add people with `dunwell person add NAME --email ADDRESS --role finance`.",
    "would_send": "Tried only: it would go to {to}.",
    "sent_before": "It went out before today, and is not sent twice.",
    "sending_off": "The books are out of a backup, and sending is off until `dunwell outbox release`.",
    "sent": "Sent to {to}.",
    "in_doubt": "Nobody knows whether it arrived at {to}; it is not repeated.",
    "failed": "It could not be sent to {to}; see `dunwell channel test email`, then ask again.",
}


def dispatched(screen: Screen, channels: Mapping[str, Facts], *, dry: bool) -> None:
    """Print what a dispatch came to, channel by channel."""
    if dry:
        screen.title("Tried only, nothing is sent")
    for name, told in channels.items():
        _channel(screen, name, told)


def channels(screen: Screen, rows: list[dict[str, Any]]) -> None:
    """Print the channels; a password is never among the settings."""
    if screen.facts({"channels": rows}):
        return
    made = table("Channel", "By", "From", "Limits", "Where", "State")
    for row in rows:
        limits = [f"{row[name]} a {each}" for name, each in LIMITS.items() if row[name]]
        server = ":".join(str(row["options"][each]) for each in ("host", "port") if row["options"].get(each))
        state = f"stands still: {row['stopped']['reason']}" if row["stopped"] else "sends"
        made.add_row(
            row["channel"], row["kind"], row["from_address"], ", ".join(limits), Text(server or row["folder"]), state
        )
    screen.table(made)
    for row in rows:
        if row["stopped"]:
            screen.line(
                f"{row['channel']}: {row['stopped']['said']} Mend it with `dunwell channel set {row['channel']}`, "
                f"or say `dunwell channel resume {row['channel']}`.",
                style="yellow",
            )


def people(screen: Screen, rows: list[dict[str, Any]]) -> None:
    """Print who works for the company."""
    if screen.facts({"people": rows}):
        return
    made = table("Name", "Email", "Roles", "")
    for row in rows:
        made.add_row(Text(row["name"]), row["email"], ", ".join(row["roles"]), "" if row["active"] else "gone")
    screen.table(made) if rows else screen.line("Nobody yet. Add people with `dunwell person add`.")


def digest_told(answer: Facts) -> str:
    """Say what became of a digest."""
    return DIGESTS[answer["result"]].format(to=", ".join(answer["to"]))


def _channel(screen: Screen, name: str, told: Facts) -> None:
    results, named = told["results"], {row["id"]: row for row in told["messages"]}
    screen.title(
        f"{name}: {', '.join(f'{number} {_plain(each)}' for each, number in results.items()) or 'nothing sent'}"
    )
    for result in results:
        if result != "delivered":
            screen.line(f"  {results[result]} {RESULTS.get(result, _plain(result))}")
    if told["folder"] and results:
        screen.line(f"  in {told['folder']}")
    for number, reason in told["cancelled"].items():
        screen.line(
            f"  cancelled: {_named(named.get(int(number)), number)}: {reason}. {CANCELLED.get(reason, '')}".rstrip()
        )
    for number, until in told["put_off"].items():
        screen.line(f"  waits for decent hours: {_named(named.get(int(number)), number)}, until {until}")
    if told["limited"]:
        screen.line("  the channel's limit is reached; the rest goes later", style="yellow")
    if told["stopped"] and told["stopped"]["reason"] == "restored":
        screen.line(f"  stands still: {told['stopped']['said']}", style="yellow")
    elif told["stopped"]:
        screen.line(
            f"  stands still: {told['stopped']['reason']}. {told['stopped']['said']} "
            f"Mend it, then `dunwell channel test {name}` and `dunwell channel resume {name}`.",
            style="yellow",
        )
    if told["waiting"]:
        screen.line(f"  {count(told['waiting'], 'message')} still waiting", style="dim")


def _named(row: Facts | None, number: str) -> str:
    return f"{number} {row['template']} to {row['customer']} {row['name']}" if row else str(number)


def _plain(word: str) -> str:
    return word.replace("_", " ")
