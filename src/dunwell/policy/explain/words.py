"""Small words of which sentences are made: amounts, lists, numbers of days. Plain English, no markup."""

from collections.abc import Iterable, Mapping

from dunwell.domain.money import format_amount

LISTED = 4


def money(sums: Mapping[str, int]) -> str:
    """Write one amount a currency, by code, zeros left out: `1,200.00 EUR and 5,000 JPY`."""
    return listed([format_amount(sums[currency], currency) for currency in sorted(sums) if sums[currency]]) or "nothing"


def listed(parts: Iterable[str]) -> str:
    """Join words with commas and a last "and"; of a long list the first ones and a count."""
    words = list(parts)
    if len(words) > LISTED:
        words = [*words[: LISTED - 1], f"{len(words) - LISTED + 1} more"]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def days(count: int) -> str:
    """Write a number of days."""
    return "1 day" if count == 1 else f"{count} days"


def verb(count: int, one: str, many: str) -> str:
    """Choose the form of a verb that fits so many things."""
    return one if count == 1 else many
