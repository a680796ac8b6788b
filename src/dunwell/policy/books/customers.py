"""Reading the verb `customer`, whose attributes come in any order.

Does not know whether a policy, a stage or terms that are named exist.
"""

from collections.abc import Callable
from typing import Any

from dunwell.policy.books.statements import Customer, Place
from dunwell.policy.books.words import Amount, Words


def read_customer(words: Words, place: Place) -> Customer:
    """Read `customer NAME "legal name" [ATTRIBUTE VALUE]…`, each attribute at most once."""
    name = words.text("a customer's short name")
    legal_name = words.take("the legal name in quotes")
    if legal_name.text in _ATTRIBUTES and not legal_name.quoted:
        raise words.refused(legal_name, "the legal name in quotes")
    given: dict[str, str | Amount] = {}
    while words:
        attribute = words.take("an attribute")
        if attribute.quoted or attribute.text not in _ATTRIBUTES:
            raise words.unknown(attribute, "an attribute of a customer", _ATTRIBUTES)
        if attribute.text in given:
            raise words.error(attribute.column, f"{attribute.text} stands twice", "Keep one", attribute.text)
        given[attribute.text] = _ATTRIBUTES[attribute.text](words)
    limit = given.pop("limit", None)
    texts: dict[str, Any] = {attribute: str(value) for attribute, value in given.items()}
    return Customer(
        name=name, legal_name=legal_name.text, limit=limit if isinstance(limit, Amount) else None, **texts, **place
    )


def _kind(words: Words) -> str:
    return words.choice(("business", "consumer", "public"), "business, consumer or public")


def _text(expected: str) -> Callable[[Words], str]:
    return lambda words: words.text(expected)


_ATTRIBUTES: dict[str, Callable[[Words], str | Amount]] = {
    "country": Words.country,
    "region": _text("a region"),
    "kind": _kind,
    "language": _text("a language tag"),
    "email": _text("an email address"),
    "phone": _text("a phone number"),
    "address": _text("an address in quotes"),
    "terms": _text('terms such as "net 30"'),
    "policy": _text("a policy"),
    "limit": Words.amount,
    "law": Words.country,
    "stage": _text("a stage"),
}
