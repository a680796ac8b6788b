"""Settings that are changed by a form: letterhead, ways to send, schedule, other systems, people. Knows no page.

A setting is a line here: its verb, its fields, how they begin, and what keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes, token_hex
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dunwell import wiring
from dunwell.config.private_files import keep_secret
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role, Verb
from dunwell.domain.webhooks import make_secret
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.fields import Field, Values
from dunwell.faces.workbench.words import JOBS, ROLES, SENDERS
from dunwell.queries.accounts import account_by_mail
from dunwell.queries.letterhead import channel_settings, letterhead_facts, writer_of
from dunwell.queries.schedule import schedule_of
from dunwell.usecases.add_person import add_person
from dunwell.usecases.configure_channel import configure_channel
from dunwell.usecases.configure_hook import configure_hook
from dunwell.usecases.open_account import give_account, open_account
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.set_schedule import set_schedule

LARGEST_LOGO = 1024 * 1024
_COMPANY = ("name", "email", "phone", "web", "tax_id", "colour")
_SERVER: tuple[str, ...] = ("host", "port", "security", "user")
_WAYS = ("iban", "bic", "bank", "payee")
_SIGNS = ("name", "role", "email", "phone")
_DAYS: tuple[tuple[str, Any], ...] = (
    ("", _("every day")),
    *zip(
        "0123456",
        (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")),
        strict=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Something to set: its place in an address, the verb whose roles may, words, fields, how it begins, what keeps it.

    `keep` answers what is to be said afterwards beside `done`, or nothing.
    """

    name: str
    verb: Verb
    title: Any
    done: Any
    fields: tuple[Field, ...]
    begin: Callable[[Desk], Values]
    keep: Callable[[Desk, Values, str | None], str]
    about: Any = ""


def _letterhead(desk: Desk) -> Values:
    facts = letterhead_facts(desk.company)
    own, signs = facts.get("company", {}), facts.get("sender", {})
    way: dict[str, str] = next(iter(facts.get("payment", [])), {})
    return {
        **{name: own.get(name, "") for name in _COMPANY},
        "address": "\n".join(own.get("address", [])),
        **{name: way.get(name, "") for name in _WAYS},
        **{f"signs_{name}": signs.get(name, "") for name in _SIGNS},
    }


def _keep_letterhead(desk: Desk, values: Values, key: str | None) -> str:
    """Keep what was typed; of several ways to pay the page shows the first, and the others stay."""
    known = letterhead_facts(desk.company).get("payment", [])
    lines = [line.strip() for line in values.get("address", "").splitlines() if line.strip()]
    way = {name: values[name] for name in _WAYS if name in values}
    rest = {name: text for name, text in next(iter(known), {}).items() if name not in _WAYS} if way else {}
    first = [rest | way] if way else []
    set_letterhead(
        desk.caller(Verb.LETTERHEAD, key),
        company={name: values[name] for name in _COMPANY if name in values} | ({"address": lines} if lines else {}),
        sender={name: values[f"signs_{name}"] for name in _SIGNS if f"signs_{name}" in values},
        payment=[*first, *known[1:]],
        logo=_logo(values) or writer_of(desk.company).company.logo,
    )
    return ""


def _logo(values: Values) -> bytes:
    """Give the picture that was chosen: a PNG by its first bytes, or an SVG by its name. Raises UserError."""
    if "logo" not in values:
        return b""
    _name, content = values["logo"]
    if len(content) > LARGEST_LOGO or not (content.startswith(b"\x89PNG") or b"<svg" in content[:4096]):
        raise UserError(
            "bad_logo",
            gettext("This is no SVG and no PNG of up to 1 MB."),
            gettext("Choose another picture."),
            field="logo",
        )
    return bytes(content)


def _email(desk: Desk) -> Values:
    known = channel_settings(desk.company, "email")
    options = dict(known.options)
    return {
        **{
            name: getattr(known, name) or "" for name in ("kind", "from_address", "from_name", "reply_to", "bounces_to")
        },
        **{name: getattr(known, name) or "" for name in ("per_minute", "per_day")},
        **{name: options.get(name, "") for name in ("host", "port", "security", "user")},
        "plus": "1" if known.plus_addressing else "",
    }


def _keep_email(desk: Desk, values: Values, key: str | None) -> str:
    """Keep how mails go; a password that was typed is kept as a file of the installation, and never shown."""
    known = channel_settings(desk.company, "email")
    kept = f"{desk.company.slug}-email-password"
    if values["kind"] == "email_smtp":
        options: Values = {name: values[name] for name in _SERVER if name in values}
        if "user" in options:
            options["password"] = f"file:{kept}" if "password" in values else dict(known.options).get("password", "")
    else:
        # Where files go on the server is said by whoever runs it, on the command line.
        options = {option: value for option, value in known.options.items() if option in ("folder", "picked_up")}
    configure_channel(
        desk.caller(Verb.CHANNEL, key),
        wiring.open_channel,
        channel="email",
        kind=values["kind"],
        options=options,
        plus_addressing="plus" in values,
        per_minute=values.get("per_minute"),
        per_day=values.get("per_day"),
        from_name=values.get("from_name", ""),
        from_address=values.get("from_address", ""),
        reply_to=values.get("reply_to", ""),
        bounces_to=values.get("bounces_to", ""),
    )
    if values["kind"] == "email_smtp" and "password" in values:
        keep_secret(kept, values["password"])
    return ""


def _schedule(desk: Desk) -> Values:
    return {"active": "1"}


def _keep_schedule(desk: Desk, values: Values, key: str | None) -> str:
    day = values.get("weekday", "")
    set_schedule(
        desk.caller(Verb.SCHEDULE, key),
        job=values["job"],
        hour=values["hour"],
        weekday=int(day) if day else None,
        daily=not day,
        active="active" in values,
    )
    return ""


def jobs_of(desk: Desk) -> list[dict[str, Any]]:
    """List what is done by the clock for the company."""
    local = wiring.now().astimezone(ZoneInfo(desk.company.zone)).replace(tzinfo=None)
    return schedule_of(desk.company, local)


def _keep_hook(desk: Desk, values: Values, key: str | None) -> str:
    """Tell an address events; the secret by which it knows that they are ours is shown once, now."""
    name, secret = f"hook-{token_hex(8)}", make_secret(token_bytes(32))
    events = tuple(values.get("events", "").replace(",", " ").split())
    configure_hook(desk.caller(Verb.HOOK, key), url=values["url"], events=events, secret=f"file:{name}")
    keep_secret(name, secret)
    return gettext("Its secret, shown this once: %(secret)s") % {"secret": secret}


def _keep_person(desk: Desk, values: Values, key: str | None) -> str:
    """Let somebody work here; who has an account already signs in as before, and keeps its own password."""
    name, email, roles = values["name"], values["email"], values["roles"]
    if name == desk.person and Role.OWNER.value not in roles:
        raise UserError(
            "last_owner", gettext("You would shut yourself out."), gettext("Let another owner do it."), field="roles"
        )
    known = account_by_mail(email)
    if known is None and "password" in values:
        open_account(email=email, name=name, password=values["password"], at=wiring.now())
        known = account_by_mail(email)
    add_person(desk.caller(Verb.PERSON, key), name=name, email=email, roles=roles)
    if known is not None:
        give_account(desk.caller(Verb.PERSON), name=name, account=known.pk)
    return ""


def _nothing(desk: Desk) -> Values:
    return {}


_KINDS = tuple((kind, SENDERS[kind]) for kind in ("email_smtp", "email_files"))
_SECURITY = (
    ("", _("as the port has it")),
    ("starttls", "STARTTLS"),
    ("tls", "TLS"),
    ("none", _("none: this machine alone")),
)

SETTINGS = (
    Setting(
        "letterhead",
        Verb.LETTERHEAD,
        _("Letterhead"),
        _("Letters and mails bear this from now on."),
        (
            Field("name", _("Company's name"), needed=True),
            Field("address", _("Address"), "long"),
            Field("email", _("Mail address")),
            Field("phone", _("Telephone")),
            Field("web", _("Web site")),
            Field("tax_id", _("Tax number")),
            Field("colour", _("Colour"), hint=_("Such as #1f4e79.")),
            Field("iban", "IBAN"),
            Field("bic", "BIC"),
            Field("bank", _("Bank")),
            Field("payee", _("Payee"), hint=_("Left empty: the company.")),
            Field("signs_name", _("Who signs")),
            Field("signs_role", _("What the person is")),
            Field("signs_email", _("Mail address of who signs")),
            Field("signs_phone", _("Telephone of who signs")),
            Field("logo", _("Logo"), "picture", hint=_("SVG or PNG, up to 1 MB. Left empty: it stays.")),
        ),
        _letterhead,
        _keep_letterhead,
    ),
    Setting(
        "email",
        Verb.CHANNEL,
        _("How mails go out"),
        _("It is set. Test it now."),
        (
            Field("kind", _("Way"), "choice", needed=True, choices=_KINDS),
            Field("host", _("Mail server"), when="kind=email_smtp"),
            Field("port", _("Port"), "number", hint=_("Left empty: 587."), when="kind=email_smtp"),
            Field("security", _("Security"), "choice", choices=_SECURITY, when="kind=email_smtp"),
            Field("user", _("User"), when="kind=email_smtp"),
            Field("password", _("Password"), "secret", hint=_("Left empty: it stays."), when="kind=email_smtp"),
            Field("from_address", _("From the address")),
            Field("from_name", _("From the name")),
            Field("reply_to", _("Replies to")),
            Field("bounces_to", _("Undeliverable mail to")),
            Field("per_minute", _("At most a minute"), "number"),
            Field("per_day", _("At most a day"), "number"),
            Field("plus", _("The mail system knows addresses such as ar+17@ours.example"), "yes"),
        ),
        _email,
        _keep_email,
    ),
    Setting(
        "schedule",
        Verb.SCHEDULE,
        _("What is done by the clock"),
        _("It is set."),
        (
            Field("job", _("What"), "choice", needed=True, choices=tuple(JOBS.items())),
            Field("hour", _("Hour, 0 to 23"), "number", needed=True),
            Field("weekday", _("On"), "choice", choices=_DAYS),
            Field("active", _("It is done"), "yes"),
        ),
        _schedule,
        _keep_schedule,
    ),
    Setting(
        "hook",
        Verb.HOOK,
        _("Tell another system"),
        _("It is told events from now on."),
        (
            Field("url", _("Address (https)"), needed=True),
            Field(
                "events", _("Events"), hint=_("Such as service.suspend; several with blanks between. Left empty: all.")
            ),
        ),
        _nothing,
        _keep_hook,
        about=_("Events are signed as Standard Webhooks are, and told again until they are taken."),
    ),
)
PERSON = Setting(
    "person",
    Verb.PERSON,
    _("Let a person in, or change roles"),
    _("It is on record."),
    (
        Field("name", _("Name"), needed=True),
        Field("email", _("Mail address"), needed=True),
        Field("roles", _("Roles"), "items", needed=True, choices=tuple(ROLES.items())),
        Field(
            "password",
            _("First password"),
            "secret",
            hint=_(
                "Left empty: a link lets the person in, who then chooses one. Not needed where there is an account."
            ),
        ),
        Field("mail", _("Send the link by mail"), "yes", start="1"),
    ),
    _nothing,
    _keep_person,
)
BY_NAME = {each.name: each for each in SETTINGS}
