"""Write the facts of a day into files, so that other machines can decide it. Decides nothing itself."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.snapshot import is_cash_fresh, policies_in_use, take_facts
from dunwell.domain.errors import UserError
from dunwell.policy.portable import Header, Version, write_facts, write_header
from dunwell.queries.bad_templates import bad_templates
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.work import Answer, find_company

AT_A_TIME = 50_000


def export_facts(company: str, folder: Path, *, as_of: date, allow_stale: bool = False) -> Answer:
    """Write the facts of all customers for a day into a folder that is not there yet, or is empty.

    One file for each table and stretch of customers, so that no more than a stretch is ever in memory. Answers with
    the number of customers and files. Raises Refused `unknown_company` and UserError `folder_not_empty`.
    """
    ours = find_company(company)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(
            "folder_not_empty",
            f"{folder} holds something already",
            "Name a folder that is not there yet: facts of two days must not mix",
            file=str(folder),
        )
    found = policies_in_use(ours)
    versions = {row.pk: row for row in Books(ours).policy_versions.filter(pk__in=list(found))}
    fresh = {pk: allow_stale or is_cash_fresh(ours, as_of, policy_in(row)) for pk, row in versions.items()}
    told = tuple(Version(pk, row.text, fresh[pk]) for pk, row in versions.items())
    write_header(folder, Header(ours.slug, as_of, told, tuple(bad_templates(ours))))
    written = [_write(ours, folder, as_of, each, found[each.id]) for each in told]
    return {"folder": str(folder.absolute()), "customers": sum(map(len, found.values())), "parts": sum(written)}


def _write(company: Company, folder: Path, as_of: date, version: Version, customers: list[int]) -> int:
    policy = policy_in(Books(company).policy_versions.get(pk=version.id))
    parts = 0
    for parts, some in enumerate(_stretches(customers), start=1):
        facts = take_facts(company, as_of, version.id, policy, customers=some, cash_fresh=version.cash_fresh)
        write_facts(folder, version.id, parts, facts)
    return parts


def _stretches(customers: list[int]) -> Iterator[list[int]]:
    for start in range(0, max(len(customers), 1), AT_A_TIME):
        yield customers[start : start + AT_A_TIME]
