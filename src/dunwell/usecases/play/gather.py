"""What a run came to, read from the ledger in the words of books. Reads only; knows no expectation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from dunwell.data.books import Books
from dunwell.domain.duties import PREFIX
from dunwell.domain.reasons import Reason
from dunwell.policy.books import DayResult, GotAnswer, GotItem, GotMessage, GotReason
from dunwell.policy.books.expectations import Expectation, MaySell
from dunwell.queries.balance import balances
from dunwell.queries.may_sell import may_sell
from dunwell.queries.standing import standings
from dunwell.usecases.play.showing import duties, events, shown

Names = Mapping[int, str]


def day_result(
    books: Books, on: date, run_ids: list[int], judged: Iterable[str], expected: Iterable[Expectation], *, full: bool
) -> DayResult:
    """Gather one day: what its runs did to the judged customers (their refs) and, in full, how they stand afterwards.

    `expected` are the day's expectations; those that ask whether one may sell are answered.
    """
    if not run_ids and not full:
        return DayResult(on=on)
    wanted = set(judged)
    names: dict[int, str] = dict(books.customers.filter(ref__in=wanted).values_list("id", "ref"))
    messages = (*_actions(books, run_ids, names), *_event_tasks(books, run_ids, names)) if run_ids else ()
    if not full:
        return DayResult(on=on, messages=messages)
    expected = list(expected)
    standing = standings(books.company, wanted)
    return DayResult(
        on=on,
        messages=messages,
        charges=_charges(books, run_ids, names),
        reasons=_reasons(books, names),
        stages={ref: row.stage for ref, row in standing.items()},
        holds={ref: row.on_hold for ref, row in standing.items()},
        banners={ref: row.banner for ref, row in standing.items()},
        balances=balances(books.company, wanted),
        shown=shown(books, on, names, expected),
        duties=duties(books, on, names),
        events=events(books, on, names),
        may_sell={
            (each.customer, each.amount): _answer(books, on, each) for each in expected if isinstance(each, MaySell)
        },
    )


def _answer(books: Books, on: date, asked: MaySell) -> GotAnswer:
    minor, currency = (asked.amount.minor, asked.amount.currency) if asked.amount else (None, None)
    answer = may_sell(books.company, asked.customer, on, amount_minor=minor, currency=currency)
    return GotAnswer(answer.answer, answer.reason)


def _actions(books: Books, run_ids: list[int], names: Names) -> Iterable[GotMessage]:
    decisions = list(
        books.decisions.filter(run__in=run_ids, customer__in=names)
        .exclude(state="cancelled")
        .values_list("run_id", "customer_id", "group", "channel", "template")
    )
    if not decisions:
        return []
    items, totals = _asked(books, run_ids, names)
    return [
        GotMessage(channel, names[customer], template, tuple(items[run, customer, group]), totals[run, customer, group])
        for run, customer, group, channel, template in decisions
    ]


_Group = tuple[int, int, int]


def _asked(
    books: Books, run_ids: list[int], names: Names
) -> tuple[dict[_Group, list[GotItem]], dict[_Group, dict[str, int]]]:
    items: dict[_Group, list[GotItem]] = defaultdict(list)
    rows = books.decision_items.filter(run__in=run_ids, customer__in=names)
    rows = rows.order_by("item__due_date", "item__item_date", "item_id")
    for run, customer, group, number, kind, due_date in rows.values_list(
        "run_id", "customer_id", "group", "item__number", "item__kind", "item__due_date"
    ):
        items[run, customer, group].append(GotItem(number, kind, due_date))
    totals: dict[_Group, dict[str, int]] = defaultdict(dict)
    for run, customer, group, currency, minor in books.decision_totals.filter(
        run__in=run_ids, customer__in=names
    ).values_list("run_id", "customer_id", "group", "currency", "total_minor"):
        totals[run, customer, group][currency] = minor
    return items, totals


def _event_tasks(books: Books, run_ids: list[int], names: Names) -> Iterable[GotMessage]:
    rows = books.tasks.filter(run__in=run_ids, decision__isnull=True, customer__in=names)
    rows = rows.exclude(key__startswith=PREFIX)  # a duty is named by lines of its own
    return [GotMessage("task", names[customer], task) for customer, task in rows.values_list("customer_id", "task")]


def _charges(books: Books, run_ids: list[int], names: Names) -> dict[str, dict[str, int]]:
    charges: dict[str, dict[str, int]] = defaultdict(dict)
    rows = books.charges.filter(run__in=run_ids, customer__in=names)
    for customer, currency, minor in rows.values_list("customer_id", "currency", "charge_minor"):
        charges[names[customer]][currency] = charges[names[customer]].get(currency, 0) + minor
    return charges


def _reasons(books: Books, names: Names) -> dict[str, GotReason]:
    rows = books.customers.filter(id__in=names).exclude(reason="").values_list("ref", "reason")
    return {ref: GotReason(reason, Reason(reason).meaning) for ref, reason in rows}
