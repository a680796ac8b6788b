"""Take in a plan that other machines have made: as a run that waits for a person, like any other. Decides nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import PolicyVersion, Run
from dunwell.data.plans import Writer, store_plan
from dunwell.data.shards import hold_company
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.policy.facts import Facts
from dunwell.policy.plan import TABLES, Plan
from dunwell.policy.portable import Header, Version, plan_tables, read_header
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.run_collections import told
from dunwell.usecases.running import Planned, Scoped, counts_of, digest_of
from dunwell.usecases.sharding.beginning import give_up
from dunwell.usecases.work import Answer, Work, use_case

ELSEWHERE = "planned_elsewhere"


@use_case(Verb.RUN)
def bring_plan(work: Work, *, folder: str) -> Answer:
    """Store a plan that `dunwell facts decide` has written, as a run that waits; `approve_run` carries it out.

    Customers written to since their facts were exported are planned again then (docs/deciding.md, rule 12). Answers as
    `run_collections`. Raises Refused `date_passed`, `day_ahead`, `unknown_policy`, and UserError `facts_unreadable`,
    `facts_of_another`.
    """
    header = read_header(Path(folder))
    _must_be_ours(work, header, folder)
    hold_company(work.company)
    _must_be_due(work, header)
    planned = [_planned(work, header, version, Path(folder)) for version in header.versions]
    fresh = all(version.cash_fresh for version in header.versions)
    scoped = Scoped(planned, 0, [each.policy for each in planned], fresh)
    rows, digest = digest_of(planned)
    work.note({"as_of": header.as_of, "planned": "elsewhere"}, rows=rows, digest=digest)
    for waiting in work.books.runs.waiting():
        give_up(waiting)
    run: Run = work.books.runs.create(
        as_of=header.as_of,
        cash_fresh=fresh,
        counts=counts_of(scoped),
        waits_for=ELSEWHERE,
        recorded_on=work.today,
        recorded_seq=work.seq,
    )
    for each in planned:
        store_plan(run, each.version_id, each.policy, each.facts, each.plan, Writer(work.today, work.seq))
    return told(run)


def _must_be_ours(work: Work, header: Header, folder: str) -> None:
    if header.company != work.company.slug:
        raise UserError(
            "facts_of_another",
            f"{folder} holds a plan of {header.company}",
            f"Say --company {header.company}, or name another folder",
            file=folder,
        )


def _must_be_due(work: Work, header: Header) -> None:
    last = work.books.runs.carried_out().order_by("-as_of").values_list("as_of", flat=True).first()
    if last is not None and header.as_of < last:
        said = f"The run of {last} was carried out; a plan of {header.as_of} comes too late"
        raise Refused(RefusalCode.DATE_PASSED, said, "Export the facts anew", field="as-of", value=header.as_of)
    if header.as_of > work.today:
        said = f"{header.as_of} has not come yet; today is {work.today}"
        raise Refused(RefusalCode.DAY_AHEAD, said, "Bring it in on its day", field="as-of", value=header.as_of)


def _planned(work: Work, header: Header, version: Version, folder: Path) -> Planned:
    policy = policy_in(_version(work.books, version))
    tables: dict[str, Any] = plan_tables(folder, version.id)
    customers = tables.pop("versions")
    plan = Plan.of_frames(header.as_of, **{name: tables[name] for name in TABLES})
    nobody = Facts.of_rows(header.as_of, cash_fresh=version.cash_fresh)
    return Planned(version.id, policy, replace(nobody, customers=customers), plan, None)


def _version(books: Books, version: Version) -> PolicyVersion:
    found: PolicyVersion | None = books.policy_versions.filter(pk=version.id).first()
    if found is None or found.text != version.text:
        said = f"The policy version {version.id} by which this was decided is not the company's"
        raise Refused(RefusalCode.UNKNOWN_POLICY, said, "Export the facts anew, and decide them", value=version.id)
    return found
