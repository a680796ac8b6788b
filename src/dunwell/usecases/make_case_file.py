"""Make a customer's case file for counsel: all that happened, proved, signed, in one ZIP that needs nobody's word.

Knows neither words nor how a PDF is set: what it needs of the world is handed in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from functools import partial
from hashlib import sha256
from importlib.resources import files as resources
from typing import Any

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, JournalEntry
from dunwell.domain.canonical import canonical
from dunwell.domain.case_file import fingerprint, make_manifest, put_together, signature_text, signed_text
from dunwell.domain.errors import UserError
from dunwell.domain.money import format_amount
from dunwell.domain.roles import Verb
from dunwell.ports import Papers
from dunwell.queries.case import CaseEvent, account_of, events_of, law_of
from dunwell.usecases.case_gathering import account_table, copy_of, plain_name, statement_of
from dunwell.usecases.work import Answer, Caller, Work, find_company, use_case

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseTools:
    """What a case file needs of the world: papers, the words of an index, a binder of PDFs, a key.

    speaks: chooses a language. words: gives an index page of a language. bind: gives the bundle. public, sign: the key.
    """

    papers: Papers
    speaks: Callable[..., str]
    index: Callable[[str, Mapping[str, Any], Sequence[Mapping[str, Any]]], bytes]
    bind: Callable[[str, Mapping[str, Any], Sequence[bytes], date], bytes]
    public: bytes
    sign: Callable[[bytes], bytes]


def make_case_file(caller: Caller, tools: CaseTools, *, customer: str) -> tuple[bytes, Answer]:
    """Make the case file of a customer, record it, seal the journal, and give the ZIP with what stands in the letter.

    The answer has the root and the key's fingerprint by which the file is verified, and how many events and files it
    holds. Raises Refused `unknown_customer`, `not_allowed`, and UserError `journal_held` while another seals.
    """
    company = find_company(caller.company)
    recorded = record_case_file(replace(caller, key=None), tools, customer=customer)
    files, manifest = recorded.pop("files"), recorded.pop("manifest")
    entries = recorded.pop("entries")
    if caller.dry:
        return b"", recorded
    sealing = journal.seal(company, caller.at, f"case-file:{caller.actor}:{recorded['entry']}")
    if sealing.held_by is not None:
        raise UserError(
            "journal_held",
            f"Another process ({sealing.held_by}) is sealing the journal",
            "Ask for the case file again in a moment",
        )
    told = journal.prove(company, [*entries, recorded["entry"]])
    proof = canonical(told).encode()
    signature = signature_text(tools.public, tools.sign(signed_text(manifest, proof)))
    case = put_together(files, manifest, proof, signature)
    return case, {**recorded, "root": str(journal.newest_root(company)), "bytes": len(case)}


@use_case(Verb.CASE_FILE)
def record_case_file(work: Work, tools: CaseTools, *, customer: str) -> Answer:
    """Gather all that the case file holds, and put on record that it was made, with the hash of its manifest."""
    row = work.customer(customer)
    case = _Case(work, row, tools)
    entries = _entries(work.company, row)
    told = {
        "company": work.company.slug,
        "customer": row.ref,
        "as_of": work.today,
        "made_at": work.caller.at,
        "entries": entries,
    }
    files = case.files()
    manifest = make_manifest(files, told)
    facts = {"key": fingerprint(tools.public), "manifest": sha256(manifest).hexdigest()}
    seq = work.note(facts, subject=row)
    counted = {"events": len(case.events), "files": files, "manifest": manifest, "entries": entries}
    return {"customer": row.ref, "entry": seq, "key": facts["key"], **counted}


def _entries(company: Company, row: Customer) -> list[int]:
    """Name the entries about the customer, those of bulk writes and runs apart, which speak of many."""
    rows = Books(company).of(JournalEntry).filter(subject=row.pk).order_by("pk")
    return list(rows.values_list("pk", flat=True))


class _Case:
    """One case being gathered."""

    def __init__(self, work: Work, row: Customer, tools: CaseTools) -> None:
        self.work, self.company, self.row, self.tools, self.on = work, work.company, row, tools, work.today
        self.languages = list(dict.fromkeys([tools.speaks(work.company.language), tools.speaks(row.language)]))
        self.events = events_of(work.company, row, partial(copy_of, work, tools.papers, row))
        self.account = account_of(work.company, row, work.today)

    def files(self) -> dict[str, bytes]:
        """Give all members but those that hold the file together, the index first."""
        named = [(event, _names(number, event)) for number, event in enumerate(self.events, start=1)]
        rows = [_row(number, event, names) for number, (event, names) in enumerate(named, start=1)]
        told = {"company": self.company.name, "customer": f"{self.row.ref} {self.row.name}", "as_of": str(self.on)}
        told["law"] = law_of(self.company, self.row)
        found = {f"index.{each}.html": self.tools.index(each, told, rows) for each in self.languages}
        found["bundle.pdf"] = self._bundle(told, rows)
        found["account.json"] = (canonical(self.account) + "\n").encode()
        found["account.csv"] = account_table(self.account)
        found["statement.pdf"] = self._statement()
        for event, names in named:
            found |= {name: content for name, (_, content) in zip(names, event.files, strict=True)}
        script = resources("dunwell.domain.case_file") / "standalone.py"
        return {**found, "verify.py": script.read_bytes()}

    def _bundle(self, told: Facts, rows: list[Facts]) -> bytes:
        language = self.languages[0]
        account = [_priced(row) for row in self.account]
        texts = [
            {"title": f"{number}. {name}", "lines": _text(content).splitlines()}
            for number, event in enumerate(self.events, start=1)
            for name, content in event.files
            if name.endswith(".eml")
        ]
        facts = {"told": told, "account": account, "totals": _totals(self.account), "rows": rows, "texts": texts}
        papers = [content for event in self.events for name, content in event.files if name.endswith(".pdf")]
        return self.tools.bind(language, facts, [self._statement(), *papers], self.on)

    def _statement(self) -> bytes:
        return statement_of(self.work, self.tools.papers, self.row)


def _names(number: int, event: CaseEvent) -> list[str]:
    """Name the files of an event: by its number, so that they stand in order, in plain letters."""
    return [f"documents/{number:05}-{plain_name(name)}" for name, _ in event.files]


def _row(number: int, event: CaseEvent, names: list[str]) -> Facts:
    amount = format_amount(event.minor, event.currency) if event.minor is not None else ""
    common = {"number": str(number), "date": str(event.on), "kind": event.kind, "about": event.about}
    return {**common, "amount": amount, "state": event.state, "files": names}


def _priced(row: Facts) -> Facts:
    amounts = {name: format_amount(row[f"{name}_minor"], row["currency"]) for name in ("amount", "open", "interest")}
    return {"item": row["item"], "due_date": row["due_date"], **amounts, "lines": row["interest"]}


def _totals(account: list[Facts]) -> list[str]:
    """Sum what is open and the interest, by currency."""
    sums: dict[str, list[int]] = {}
    for row in account:
        both = sums.setdefault(row["currency"], [0, 0])
        both[0] += row["open_minor"]
        both[1] += row["interest_minor"]
    return [" · ".join(format_amount(both[place], each) for each, both in sorted(sums.items())) for place in (0, 1)]


def _text(mail: bytes) -> str:
    """Give the plain text of a mail as it was sent."""
    body = message_from_bytes(mail, policy=default).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
