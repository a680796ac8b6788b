"""An accounting program as it lives: invoices, payments and credits by chance, and the list that it prints each night.

Its lists are complete and right: after each one the books must say what it says, whatever was said to them between.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from dunwell.usecases.post_payment import post_payment
from integration.importing.desk import FIRST, Importer, row

CUSTOMERS = 4


@dataclass(slots=True)
class Accounts:
    """What the other program keeps: amount and what is open of each number, in whole euros, and whose it is."""

    chance: random.Random
    items: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def live(self) -> None:
        """Let a day pass."""
        for _ in range(self.chance.randint(0, 3)):
            number, amount = f"N{len(self.items)}", self.chance.randint(1, 40)
            sign = -1 if self.chance.random() < 0.2 else 1
            self.items[number] = (f"C{self.chance.randrange(CUSTOMERS)}", sign * amount, sign * amount)
        for number, (owner, amount, _) in self.items.items():
            if self.chance.random() < 0.3:
                self.items[number] = (owner, amount, self._part(amount))

    def printed(self) -> list[str]:
        """Print the list of what is open."""
        return [row(number, left, amount=amount, customer=owner)
                for number, (owner, amount, left) in self.items.items() if left]  # fmt: skip

    def _part(self, amount: int) -> int:
        return self.chance.choice([0, amount, self.chance.randint(0, abs(amount)) * (1 if amount > 0 else -1)])


def live_days(importer: Importer, seed: int, days: int) -> Iterator[None]:
    """Live some days of lists, with money that came to the books alone between them."""
    chance = random.Random(seed)  # noqa: S311 - the story has to be the same again, not secret
    accounts = Accounts(chance)
    for number in range(days):
        day = FIRST + timedelta(days=number)
        accounts.live()
        lines = accounts.printed()
        if lines:
            importer.listed(*lines, on=day)
            compare(importer, accounts)
        yield
        _pay(importer, chance, number)
        yield


def compare(importer: Importer, accounts: Accounts) -> None:
    """Compare the books with the list: every item and every credit, to the last cent."""
    for number, left in importer.left.items():
        _, amount, should = accounts.items[number]
        assert left == 100 * should, f"{number} of {amount}"
    credit: dict[str, int] = {}
    for entry in importer.books.entries.filter(kind="credit"):
        key = entry.number or entry.reference
        credit[key] = credit.get(key, 0) + entry.unallocated_minor
    for number, (_, amount, should) in accounts.items.items():
        if amount < 0:
            assert credit.get(number, 0) == -100 * should, number


def _pay(importer: Importer, chance: random.Random, number: int) -> None:
    day = importer.on(FIRST + timedelta(days=number))
    owner, wanted = f"C{chance.randrange(CUSTOMERS)}", chance.choice(["", "N0", "N1", "N2", "N5"])
    minor = chance.randint(1, 4000)
    if importer.books.customers.filter(ref=owner).exists():
        post_payment(day, customer=owner, amount_minor=minor, currency="EUR", reference=wanted)
