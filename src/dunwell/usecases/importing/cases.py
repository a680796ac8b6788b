"""Cases that ran elsewhere, taken over: the stage, the open promise and the open dispute of a customer.

A stage is where the next episode begins; a promise covers the oldest items as one made here would; a dispute without a
number is about all that is open. What cannot be taken over is told, and the customer goes in all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dunwell.data.models import Commitment, Cover, Customer, Dispute, Placement
from dunwell.domain.items import OpenItem
from dunwell.domain.promises import cover
from dunwell.policy.file import Policy
from dunwell.ports import CustomerRow, RowProblem
from dunwell.usecases.importing.accounts import Account, read_accounts
from dunwell.usecases.importing.batching import BATCH
from dunwell.usecases.importing.settling import settle_words
from dunwell.usecases.importing.told import row_problem
from dunwell.usecases.ledger.policies import newest_version, thawed
from dunwell.usecases.work import Work

Pair = tuple[Customer, CustomerRow]
CASE_COUNTS = ("stages", "promises", "disputes", "cases_unchanged")


@dataclass(slots=True)
class Taken:
    """What was taken over, and what could not be."""

    placements: list[Placement] = field(default_factory=list)
    promises: list[tuple[Commitment, list[Cover]]] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """Count what was taken over."""
        found = len(self.placements), len(self.promises), len(self.disputes), self.unchanged
        return dict(zip(CASE_COUNTS, found, strict=True))


def has_case(row: CustomerRow) -> bool:
    """Tell whether a row says anything of a case that runs."""
    return bool(row.stage or row.promised_on or row.disputed)


def take_over(work: Work, file: str, pairs: Sequence[Pair]) -> Taken:
    """Take over the running cases of customers, once `work.note` has been called. Ten statements, however many."""
    running = [(customer, row) for customer, row in pairs if has_case(row)]
    taking = _Taking(work, file, [customer.pk for customer, _ in running])
    for customer, row in running:
        if row.stage:
            taking.place(customer, row)
        if row.disputed:
            taking.dispute(customer, row)
        if row.promised_on:
            taking.promise(customer, row)
    taking.write()
    return taking.taken


class _Taking:
    """The cases of some customers being taken over."""

    def __init__(self, work: Work, file: str, ids: list[int]) -> None:
        self._work, self._file = work, file
        self.taken = Taken()
        books = work.books
        self._accounts: dict[int, Account] = read_accounts(work, ids)
        self._placed = dict(books.placements.standing().filter(customer__in=ids).values_list("customer_id", "stage"))
        self._running = set(books.episodes.standing().filter(customer__in=ids).values_list("customer_id", flat=True))
        known = books.commitments.open().filter(customer__in=ids, kind="promise")
        self._promised = set(known.values_list("customer_id", "on_date", "currency"))
        self._policies: dict[str, Policy] = {}

    def place(self, customer: Customer, row: CustomerRow) -> None:
        """Let the next episode begin on a stage, by its name."""
        policy = self._policy(customer)
        names = {rung.stage.casefold(): rank for rank, rung in enumerate(policy.ladder, 1)}
        rank = names.get("-".join(row.stage.casefold().replace("_", " ").split()))
        if rank is None:
            stages = ", ".join(rung.stage for rung in policy.ladder)
            said = "unknown_stage", f"The policy {policy.name} has no stage {row.stage}", f"Name one of these: {stages}"
            self._tell(row, "stage", row.stage, said)
        elif customer.pk in self._running:
            said = (
                "case_runs_here",
                f"{customer.ref} stands on a stage here already",
                "Use `dunwell place` to put it elsewhere",
            )
            self._tell(row, "stage", row.stage, said)
        elif self._placed.get(customer.pk) == rank:
            self.taken.unchanged += 1
        elif customer.pk in self._placed:
            said = "placed_otherwise", f"{customer.ref} was placed on another stage", "Use `dunwell place` to change it"
            self._tell(row, "stage", row.stage, said)
        else:
            self.taken.placements.append(
                Placement(customer=customer, stage=rank, reason="taken over", **self._work.stamp)
            )

    def dispute(self, customer: Customer, row: CustomerRow) -> None:
        """Dispute all that is open of a customer's invoices and not disputed yet."""
        account = self._accounts[customer.pk]
        claims = [item for item in account.items.values() if item.kind != "fee"]
        new = [item for item in claims if item.pk not in account.disputes]
        if not claims:
            self._owes_nothing(row, "disputed", "yes")
        self.taken.unchanged += bool(claims and not new)
        for item in new:
            minor = item.residual_minor
            dispute = Dispute(
                customer=customer,
                item=item,
                amount_minor=minor,
                reason=row.dispute_reason,
                opened_on=self._work.today,
                **self._work.stamp,
            )
            self.taken.disputes.append(dispute)
            account.contest(item.pk, minor)

    def promise(self, customer: Customer, row: CustomerRow) -> None:
        """Take over a promise; without an amount it is for all that is open in the one currency."""
        work, on = self._work, row.promised_on
        items = self._accounts[customer.pk].open_items()
        currency = row.promise_currency or self._one_currency(items)
        owed = [item for item in items if item.currency == currency]
        if on is None or on < work.today:
            said = "date_passed", f"The promise was for {on}, and today is {work.today}", "Nothing to do: it is over"
            self._tell(row, "promised_on", on, said)
        elif not owed:
            self._owes_nothing(row, "promised", row.promised_minor or "")
        elif (customer.pk, on, currency) in self._promised:
            self.taken.unchanged += 1
        else:
            minor = row.promised_minor or sum(item.undisputed_minor for item in owed)
            self._add_promise(customer, row, minor, currency, owed)

    def write(self) -> None:
        """Write what was taken over."""
        books, taken = self._work.books, self.taken
        books.placements.bulk_create(taken.placements, batch_size=BATCH)
        books.disputes.bulk_create(taken.disputes, batch_size=BATCH)
        books.commitments.bulk_create([promise for promise, _ in taken.promises], batch_size=BATCH)
        books.covers.bulk_create([each for _, covers in taken.promises for each in covers], batch_size=BATCH)
        settle_words(self._work, set(self._accounts))

    def _add_promise(
        self, customer: Customer, row: CustomerRow, minor: int, currency: str, owed: list[OpenItem]
    ) -> None:
        if minor <= 0 or row.promised_on is None:
            self._owes_nothing(row, "promised", minor)
            return
        stamp = self._work.stamp
        promise = Commitment(
            customer=customer,
            kind="promise",
            currency=currency,
            amount_minor=minor,
            made_on=self._work.today,
            on_date=row.promised_on,
            grace_days=self._policy(customer).promises.promise_grace_days,
            **stamp,
        )
        covers = [
            Cover(
                customer=customer,
                commitment=promise,
                item_id=each.item_id,
                amount_minor=each.minor,
                cover_minor=each.minor,
                **stamp,
            )
            for each in cover(minor, currency, owed)
        ]
        self.taken.promises.append((promise, covers))

    def _one_currency(self, items: list[OpenItem]) -> str:
        found = {item.currency for item in items}
        return found.pop() if len(found) == 1 else ""

    def _policy(self, customer: Customer) -> Policy:
        name = customer.policy_name or self._work.company.policy_name
        if name not in self._policies:
            self._policies[name] = thawed(newest_version(self._work, name).text)
        return self._policies[name]

    def _owes_nothing(self, row: CustomerRow, name: str, value: object) -> None:
        said = (
            "nothing_owed",
            f"{row.ref} owes nothing that it could be about",
            "Import what is open first, and then this file again",
        )
        self._tell(row, name, value, said)

    def _tell(self, row: CustomerRow, name: str, value: object, said: tuple[str, str, str]) -> None:
        self.taken.problems.append(row_problem(self._file, row.line, name, value, said))
