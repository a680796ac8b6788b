"""Settings to real ports. The only module that names adapters, and the only one that looks at a clock."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from os import getpid
from pathlib import Path
from secrets import token_hex
from socket import gethostname
from time import sleep
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo, available_timezones

from dunwell.config.environment import installation
from dunwell.config.private_files import find_secret, write_whole
from dunwell.domain.errors import UserError
from dunwell.domain.letters import OwnLetter
from dunwell.domain.mail import Attachment
from dunwell.domain.papers import InvoiceFacts, MessageFacts, StatementFacts, WrittenMail
from dunwell.domain.post import ChannelSettings, Outgoing
from dunwell.domain.sheets import Sheet
from dunwell.domain.standing_papers import ChargeNote, TermsFacts
from dunwell.domain.webhooks import Teller
from dunwell.ports import Channel, Hands, Papers, Post, ReadFile

if TYPE_CHECKING:
    from pydantic import BaseModel

    from dunwell.adapters.papers.language import Language
    from dunwell.usecases.make_case_file import CaseTools

Options = TypeVar("Options", bound="BaseModel")


_behind: list[timedelta] = [timedelta(0)]


def now() -> datetime:
    """Tell the present moment, aware, in UTC; that of the demo's own day where one was set."""
    return datetime.now(UTC) - _behind[0]


def live_on(day: date, zone: str = "UTC") -> None:
    """Let this process live on another day from now on, the demo's: it is that day now in an IANA time zone."""
    _behind[0] = timedelta(days=(datetime.now(UTC).astimezone(ZoneInfo(zone)).date() - day).days)


def today(zone: str, at: datetime | None = None) -> date:
    """Tell which day it is in an IANA time zone, now or at an aware moment: a company's today is its own.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    return (at or now()).astimezone(ZoneInfo(zone)).date()


def files_reader() -> ReadFile:
    """Give what reads files: lists of invoices, payments and customers, electronic invoices."""
    from dunwell.adapters.files import read_file  # libraries for workbooks and PDFs load only where one is read

    return read_file


def mapping_reader() -> Callable[[Path], dict[str, str]]:
    """Give what reads mapping files: which header is which field."""
    from dunwell.adapters.files import read_mapping

    return read_mapping


def papers(company: str = "") -> Papers:
    """Give what writes mails, letters and statements.

    Copies of invoices are a company's own PDFs (its short name), where they lie in the folder `invoices` of
    DUNWELL_HOME; of others, and of those that cannot be opened, a summary is made.
    """
    # Typst, its fonts and Liquid load only where something is written.
    from dunwell.adapters.invoice_copies import InvoiceCopies
    from dunwell.adapters.papers import letters, render
    from dunwell.adapters.papers.digest import write_digest
    from dunwell.adapters.papers.language import choose_language
    from dunwell.adapters.papers.stamping import stamp_copy
    from dunwell.adapters.papers.standing import render_charge_note
    from dunwell.adapters.papers.ubl import electronic_documents

    copies = InvoiceCopies(installation().home / "invoices" / company) if company else None
    own = cache(_own_texts)

    def override(template: str, language: str) -> str | None:
        return own(company).get((template, language)) if company else None

    def invoice(facts: InvoiceFacts) -> bytes:
        copy = copies.find(facts.item.number) if copies else None
        if copy is not None:
            with suppress(UserError):
                return stamp_copy(copy, facts.banner, facts.language, facts.as_of)
        return render.render_invoice(facts)

    return _Papers(
        language=choose_language,
        message=partial(render.render_mail, override=override),
        letter=partial(render.render_letter, override=override),
        statement=render.render_statement,
        invoice=invoice,
        charge_note=render_charge_note,
        electronic=electronic_documents,
        digest=write_digest,
        own_letter=letters.render_own_letter,
        own_words=letters.write_letter,
    )


def _own_texts(company: str) -> dict[tuple[str, str], str]:
    """Read a company's own texts, when the first paper is written."""
    from dunwell.queries.companies import the_company
    from dunwell.queries.own_texts import own_texts

    return own_texts(the_company(company))


def shipped_texts() -> Any:
    """Give what knows the shipped texts of messages and calls, and checks a text that is to take the place of one."""
    from dunwell.adapters.papers import shipped

    return shipped


def zones() -> list[str]:
    """List the time zones that a company can keep, by name."""
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "System")))


def countries() -> list[str]:
    """List the countries that a company can be in, by code."""
    from babel import Locale

    codes = map(str, Locale("en").territories)
    return sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NOT)


_NOT = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})  # CLDR's regions, unions and unknown places


def language(tag: str) -> "Language":
    """Give how amounts, days and figures look in a language, such as `fa` or `sr-Latn`."""
    from dunwell.adapters.papers.language import speak

    return speak(tag)


def known_languages() -> list[dict[str, Any]]:
    """List the languages of mails and papers, with what each holds."""
    from dunwell.adapters.papers.translations import known_languages as listed

    return listed()


def language_findings(tag: str) -> list[dict[str, str]]:
    """List what is amiss with a language. Raises UserError `unknown_language`."""
    from dunwell.adapters.papers.translations import check_language

    return [finding.as_facts() for finding in check_language(tag)]


def mark_language(tag: str) -> int:
    """Note that a language has been held against English; answers how much changed. Raises as `translations.mark`."""
    from dunwell.adapters.papers.translations import mark

    return mark(tag)


@dataclass(frozen=True, slots=True)
class _Papers:
    """Functions that together are papers."""

    language: Callable[..., str]
    message: Callable[[MessageFacts], WrittenMail]
    letter: Callable[[MessageFacts], bytes]
    statement: Callable[[StatementFacts], bytes]
    invoice: Callable[[InvoiceFacts], bytes]
    charge_note: Callable[[ChargeNote], bytes]
    electronic: Callable[[MessageFacts, StatementFacts | None], list[Attachment]]
    digest: Callable[[str, Mapping[str, Any], str], tuple[str, str]]
    own_letter: Callable[[OwnLetter], bytes]
    own_words: Callable[[OwnLetter], tuple[str, str]]


def terms_paper(facts: TermsFacts, paper: str, form: str) -> bytes:
    """Write terms, policy or payment instructions as text, HTML or PDF. Raises UserError `unknown_format`."""
    from dunwell.adapters.papers.standing import write_terms

    return write_terms(facts, paper, form)


def gallery(folder: Path) -> list[str]:
    """Write the gallery of mails and papers into a folder, and list its files. Raises UserError `file_unwritable`."""
    from dunwell.adapters.papers.gallery import make_gallery

    def write(path: str, content: bytes) -> None:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        write_file(place, content)

    return make_gallery(write)


def post(**more: Any) -> Post:
    """Give all that a dispatcher of this process sends by; `more` as `Post` names it."""
    return Post(open_channel=open_channel, clock=now, holder=holder(), **more)


def hands(shard_size: int | None = None, **more: Any) -> Hands:
    """Give what a worker of this process works on runs with; `more` as `Hands` names it."""
    size: dict[str, Any] = {} if shard_size is None else {"shard_size": shard_size}
    return Hands(**{"holder": holder(), "clock": now, "pause": sleep, **size, **more})


def holder() -> str:
    """Name this process, for its leases."""
    return f"{gethostname()}:{getpid()}:{token_hex(4)}"


def open_channel(company: str, settings: ChannelSettings) -> Channel:
    """Give the adapter of a channel, by the kind in its settings. Raises UserError `bad_channel`."""
    # What lays papers together and speaks to servers loads only where something is sent.
    from dunwell.adapters.email_files import MailFiles, MailFilesSettings
    from dunwell.adapters.email_smtp import SmtpChannel, SmtpSettings
    from dunwell.adapters.letters import Letters, LettersSettings

    home = installation().home / "outbox"
    match settings.kind:
        case "email_smtp":
            return SmtpChannel(_options(settings, SmtpSettings), find_secret)
        case "email_files":
            return MailFiles(_options(settings, MailFilesSettings), home / "email" / company, write_whole)
        case "letters":
            return Letters(_options(settings, LettersSettings), home / "letters" / company, write_whole)
        case _:
            raise UserError(
                "bad_channel",
                f"There is no way to send called {settings.kind!r}",
                f"Choose one of: {', '.join(kind for kinds in CHANNEL_KINDS.values() for kind in kinds)}",
                field="kind",
                value=settings.kind,
            )


def one_print(letters: Sequence[Outgoing]) -> bytes:
    """Lay letters together as one PDF to print, with the list of addresses in front."""
    from dunwell.adapters.letters.batch import lay_together  # what sets papers loads only where one is made

    return lay_together(letters, duplex=False)[0]


def folder_of(company: str, settings: ChannelSettings) -> Path | None:
    """Give the folder into which a channel writes; none of one that sends. Raises UserError `bad_channel`."""
    return getattr(open_channel(company, settings), "folder", None)


def case_tools(company: str, home: Path | None = None) -> "CaseTools":
    """Give what a case file needs: papers, words, a binder, and the key that signs, made at its first use.

    `home`: the folder of the key; left out, that of the installation.
    """
    from dunwell.adapters.case_files import SigningKey, bind, index_page, speaks
    from dunwell.usecases.make_case_file import CaseTools

    key = SigningKey((home or installation().home) / "case_file_key", write_whole)
    return CaseTools(papers(company), speaks, index_page, bind, key.public, key.sign)


def signature_verifier() -> Callable[[bytes, bytes, bytes], bool]:
    """Give what tells whether a signature of a text is that of a public key."""
    from dunwell.adapters.case_files import verify

    return verify


JDBC_DRIVER = Path("/usr/share/java/postgresql.jar")  # where Debian's libpostgresql-jdbc-java puts it


def spark(through: str = "", driver: Path | None = None) -> Callable[[Path, Path, str], int]:
    """Give what decides facts in a folder on a cluster, and writes a plan into another.

    `through`: the URL of a PostgreSQL by which the facts travel to executors that see no folder of ours, and the plan
    back, by JDBC with this `driver`. Raises UserError `spark_missing` where the driver is not there.
    """
    from dunwell.adapters.spark import decide_on_spark

    return partial(_through, through, _jdbc_driver(driver or JDBC_DRIVER)) if through else decide_on_spark


def _through(url: str, driver: Path, facts: Path, plan: Path, master: str) -> int:
    from dunwell.adapters.exchange import Exchange
    from dunwell.adapters.spark import Jdbc, decide_on_spark
    from dunwell.policy.portable import read_header  # loads what decides

    exchange, header = Exchange(url), read_header(facts)
    exchange.lay_out(facts, header)
    jdbc = Jdbc(exchange.jdbc, driver, exchange.facts_table, exchange.plan_table)
    shards = decide_on_spark(facts, plan, master, jdbc=jdbc)
    exchange.fetch(plan, header)
    return shards


def _jdbc_driver(file: Path) -> Path:
    if file.is_file():
        return file
    raise UserError(
        "spark_missing",
        f"There is no JDBC driver of PostgreSQL at {file}",
        "Install it (Debian: libpostgresql-jdbc-java), or say where it lies: --jdbc-driver FILE",
        field="jdbc_driver",
    )


WriteSheet = Callable[[Sheet], bytes]


def sheet_writers() -> dict[str, WriteSheet]:
    """Give what writes reports as files, by the ending of the file's name."""
    from dunwell.adapters.sheets import as_csv, as_xlsx  # the library for workbooks loads only where one is written

    return {".csv": as_csv, ".xlsx": as_xlsx}


def safe_name(text: str) -> str:
    """Make a name for a file of a text that may hold anything."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "file"


def write_file(path: Path, content: bytes) -> Path:
    """Write a file whole, for its owner alone, and give where it lies. Raises UserError `file_unwritable`."""
    try:
        write_whole(path.absolute(), content)
    except OSError as fault:
        raise UserError(
            "file_unwritable",
            f"{path} cannot be written: {fault.strerror}",
            "Name a folder that you may write to",
            file=str(path),
        ) from None
    return path.absolute()


def teller() -> Teller:
    """Give what tells other systems events."""
    from dunwell.adapters.webhooks import HttpTeller

    return HttpTeller(find_secret)


CHANNEL_KINDS = {"email": ("email_files", "email_smtp"), "letter": ("letters",)}
"""The kinds of each channel, the one that needs no setting up first."""


def _options(settings: ChannelSettings, shape: type[Options]) -> Options:
    """Read the options of a kind into its shape. Raises UserError `bad_channel`, naming the first mistake."""
    from pydantic import ValidationError

    try:
        return shape.model_validate(dict(settings.options))
    except ValidationError as faults:
        first = faults.errors()[0]
        field = ".".join(map(str, first["loc"])) or "settings"
        raise UserError(
            "bad_channel",
            f"{field}: {first['msg']}",
            f"The options of {settings.kind} are: {', '.join(shape.model_fields)}",
            field=field,
        ) from None


class Server(Protocol):
    """Answers requests until it is stopped."""

    def run(self) -> None:
        """Answer requests until Ctrl-C."""


def workbench(host: str, port: int, threads: int) -> Server:
    """Give the server of the workbench. Raises UserError `styles_missing` and `address_taken`."""
    from dunwell.config.serving import listening

    return cast("Server", listening(host, port, threads))


def is_embedded() -> bool:
    """Tell whether the books are in the embedded database, beside which there is one worker."""
    return (installation().database_url or "sqlite").startswith("sqlite")


def token_of_first_account() -> str:
    """Give the token by which the first account is opened; nothing where there is an account."""
    from dunwell.config.first_token import first_token
    from dunwell.queries.accounts import anybody_signed_up

    return "" if anybody_signed_up() else first_token()
