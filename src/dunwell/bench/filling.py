"""An invented portfolio written into empty books, as they are on the morning of a run.

What stands in the books follows from the frames of `dunwell.policy.bench`: rows whose ids are the numbers there.
Measures nothing and knows no rule that decides.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import polars as pl
from django.core.management.color import no_style
from django.db import ProgrammingError, connection, models, transaction

from dunwell.bench.history import written_history
from dunwell.bench.ledger import written_ledger
from dunwell.bench.stops import written_stops
from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.plans.writing import append
from dunwell.domain.roles import Role
from dunwell.policy.bench import Portfolio, portfolio
from dunwell.policy.decide import decide_day
from dunwell.policy.file import Policy, default_policy, policy_hash, policy_text
from dunwell.policy.review import next_reviews

SLUG = "bench"
WEDNESDAY = date(2026, 9, 16)
Tables = list[tuple[type[models.Model], pl.DataFrame]]


@dataclass(frozen=True, slots=True)
class Morning:
    """The day of the run, the day before, and what the rows of the day before point at."""

    as_of: date
    policy: Policy
    version_id: int
    seq: int
    promised_seq: int

    @property
    def yesterday(self) -> date:
        """Give the day on which all that stands in the books was recorded."""
        return self.as_of - timedelta(days=1)


def fill(invoices: int, customers: int, seed: int, *, running: bool, agreements: int = 0) -> Company:
    """Write a portfolio into empty books, and give its company. `running`: reminders went out until yesterday.

    `agreements`: so many of a hundred customers have a promise, plan, dispute or hold, and the policy reminds of
    instalments.
    """
    policy = _reminding(default_policy()) if agreements else default_policy()
    invented = portfolio(
        policy, invoices=invoices, customers_count=customers, seed=seed, running=running, agreements=agreements
    )
    with transaction.atomic():
        company, morning = _company(policy, {"invoices": invoices, "customers": customers, "seed": seed})
        left = _left_behind(invented, policy, morning.yesterday) if running else None
        tables = [*_customers(invented, left), *written_ledger(invented.facts, seed, morning.promised_seq)]
        tables += [*written_stops(invented.facts)]
        tables += written_history(invented.facts, policy, morning.version_id, company)
        _take_on_trust()
        for model, rows in tables:
            stamp = {"recorded_on": morning.yesterday, "recorded_seq": morning.seq}
            names = {field.column for field in model._meta.concrete_fields}
            append(model, rows, company_id=company.pk, **{k: v for k, v in stamp.items() if k in names})
        _remember_customers()
        _count_on({model for model, rows in tables if "id" in rows.columns})
    _analyzed()
    return company


def _reminding(policy: Policy) -> Policy:
    plans = policy.plans.model_copy(update={"remind_days_before": 3, "tell_missed": True})
    return policy.model_copy(update={"plans": plans})


def _company(policy: Policy, facts: dict[str, int]) -> tuple[Company, Morning]:
    company = Company.objects.create(
        slug=SLUG, name="Bench BV", country="NL", currency="EUR", zone="Europe/Amsterdam", calendar="none"
    )
    yesterday = WEDNESDAY - timedelta(days=1)
    at = datetime.combine(yesterday, time(6), UTC)
    seq, promised_seq = (
        journal.record(company, "bench", facts=said, actor="bench", role=Role.OWNER.value, at=at)
        for said in ({**facts, "written": "books"}, {**facts, "written": "promises"})
    )
    version = Books(company).policy_versions.create(
        name="default",
        digest=policy_hash(policy),
        text=policy_text(policy),
        activated_on=date(2026, 1, 1),
        recorded_on=yesterday,
        recorded_seq=seq,
    )
    return company, Morning(WEDNESDAY, policy, version.pk, seq, promised_seq)


def _left_behind(invented: Portfolio, policy: Policy, day: date) -> pl.DataFrame:
    """Tell what the run of a day left with each customer: why it got nothing, and when it is to be decided again."""
    decided = decide_day(replace(invented.facts, as_of=day), policy)
    reasons = decided.plan.reasons.select("customer_id", pl.col("reason").cast(pl.String))
    rows = invented.facts.customers.select("customer_id")
    return rows.join(reasons, on="customer_id", how="left").join(next_reviews(decided), on="customer_id", how="left")


def _customers(invented: Portfolio, left: pl.DataFrame | None) -> Tables:
    facts = invented.facts.customers.join(invented.places, on="customer_id", maintain_order="left")
    number = pl.col("customer_id").cast(pl.String)
    rows = facts.select(
        "version",
        "kind",
        "language",
        "country",
        id="customer_id",
        ref=pl.lit("C-") + number,
        name=pl.lit("Customer ") + number,
    )
    if left is not None:
        rows = rows.join(left, left_on="id", right_on="customer_id", how="left").with_columns(
            pl.col("reason").fill_null("")
        )
    return [(Customer, rows)]


def _take_on_trust() -> None:
    """Spare PostgreSQL the look at what each row refers to, where its user may say so: the rows are invented whole."""
    if connection.vendor == "postgresql":
        with suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")


def _remember_customers() -> None:
    """Keep what customers were before the run, so that the floor moves those alone that it changed."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_before")
        cursor.execute("CREATE TABLE bench_before AS SELECT id, version, reason, next_review_on FROM data_customer")


def _count_on(changed: set[type[models.Model]]) -> None:
    """Let PostgreSQL give ids after those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(changed)):
            cursor.execute(statement)


def _analyzed() -> None:
    """Let the database know what it holds, as it does by itself within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
