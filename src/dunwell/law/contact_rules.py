"""How often and when the law lets one contact a debtor, and what a notice has to state, as dated data.

The table is `contact_rules.csv`; `dunwell.law.evidence` tells what its marks mean. Of several rules the strictest
wins, and a policy can be stricter than all of them, never laxer. This module does not know who was contacted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dunwell.law.evidence import Evidence, evidence, shipped_rows

Hours = tuple[int, int]
PERIODS = {"day": 1, "week": 7, "month": 30}
"""The days of each period; a month counts as thirty, which is never laxer than the law's."""


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One row: hours where the debtor is (first hour, and the one at which it ends), and counts by period.

    `claim`: own, another's, or any. `weekend` None beside weekday hours: not at all on weekends. `must_state`: what a
    notice of this kind has to say.
    """

    rule: str
    law: str
    debtor: str
    claim: str
    debt: str
    weekday: Hours | None
    weekend: Hours | None
    messages: tuple[tuple[str, int], ...]
    calls: tuple[tuple[str, int], ...]
    must_state: tuple[str, ...]
    valid_from: date
    evidence: Evidence

    @property
    def named(self) -> str:
        """Name the rule with its source, for whoever asks why."""
        return f"{self.rule} ({self.evidence.source})"


def contact_rules_for(
    law: str, debtor: str, on: date, *, own_claim: bool = True, credit: bool = False
) -> tuple[ContactRule, ...]:
    """List the rules that apply to a debtor under a law on a day. A state's law (US-TX) has its country's.

    `own_claim`: who writes is the creditor itself; `credit`: the debt comes from credit and not from a sale.
    """
    country = law.upper().split("-")[0]
    claims, debts = {"any", "own" if own_claim else "anothers"}, {"any", *(["credit"] if credit else [])}
    return tuple(
        row
        for row in contact_rules()
        if row.law == country
        and row.debtor in ("any", debtor)
        and row.claim in claims
        and row.debt in debts
        and row.valid_from <= on
    )


def hours_on(rules: Iterable[ContactRule], on: date, usual: Hours) -> tuple[Hours | None, ContactRule | None]:
    """Give the hours of a day in which one may write or call: the policy's, cut by each rule, and who cut them last.

    None: not on that day.
    """
    opens, closes = usual
    who = None
    for rule in rules:
        if rule.weekday is None:
            continue
        own = rule.weekday if on.weekday() < 5 else rule.weekend
        if own is None:
            return None, rule
        if own[0] > opens or own[1] < closes:
            opens, closes, who = max(opens, own[0]), min(closes, own[1]), rule
    return ((opens, closes) if opens < closes else None), who


def exceeded(
    rules: Iterable[ContactRule], kind: str, contacts: Sequence[date], on: date
) -> tuple[ContactRule, str] | None:
    """Tell which rule one more contact on a day would break, and by which period; None: it may be.

    `kind` is `message` or `call`; `contacts` are the days of those that were, today's among them.
    """
    for rule in rules:
        for period, most in rule.calls if kind == "call" else rule.messages:
            since = on - timedelta(days=PERIODS[period] - 1)
            if sum(since <= day <= on for day in contacts) >= most:
                return rule, period
    return None


@cache
def contact_rules() -> tuple[ContactRule, ...]:
    """Read the table, in its order."""
    return tuple(_read(row) for row in shipped_rows("contact_rules.csv"))


def _read(row: dict[str, str]) -> ContactRule:
    return ContactRule(
        rule=row["rule"],
        law=row["law"],
        debtor=row["debtor"],
        claim=row["claim"],
        debt=row["debt"],
        weekday=_hours(row["weekday_hours"]),
        weekend=_hours(row["weekend_hours"]),
        messages=_counts(row.get, "messages"),
        calls=_counts(row.get, "calls"),
        must_state=tuple(row["must_state"].split()),
        valid_from=date.fromisoformat(row["valid_from"]),
        evidence=evidence(row),
    )


def _hours(text: str) -> Hours | None:
    if not text:
        return None
    opens, closes = text.split("-")
    return int(opens), int(closes)


def _counts(of: Callable[[str], str | None], kind: str) -> tuple[tuple[str, int], ...]:
    said = ((period, of(f"{kind}_{period}")) for period in PERIODS)
    return tuple((period, int(most)) for period, most in said if most)
