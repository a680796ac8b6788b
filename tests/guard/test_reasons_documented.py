"""Codes, verbs and fields that users meet are documented, and no document names one that does not exist."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from dunwell.domain.errors import RefusalCode
from dunwell.domain.reasons import Reason
from dunwell.domain.selling import SellingReason
from dunwell.policy.books import BookError, parse_book
from dunwell.policy.file import Policy, Step
from source_tree import ROOT

ROW = re.compile(r"^\| (.+?) \|", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
CODE_WORD = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")
RELEASES = {"all_settled", "with_fees", "below_rung"}  # how a hold ends; the fourth, `approval`, is one word


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """Cut out what stands under a heading, up to the next one of its rank."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, f"no section {title}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """List the codes in the first cell of each row of the tables in a text."""
    return [code for row in ROW.findall(text) for code in CODE.findall(row.replace("\\|", "|"))]


def fields_of(model: type[BaseModel]) -> Iterator[str]:
    """List the names of all fields of a policy file, however deep."""
    for name, field in model.model_fields.items():
        yield name
        for inner in models_in(field.annotation):
            yield from fields_of(inner)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def test_every_reason_is_documented_in_the_order_of_the_guards() -> None:
    assert first_cells(section(document("deciding.md"), "The reasons")) == [reason.value for reason in Reason]


def test_every_refusal_is_documented() -> None:
    assert sorted(first_cells(section(document("books.md"), "Refusals"))) == sorted(RefusalCode)


def test_every_reason_not_to_sell_is_documented_in_order() -> None:
    assert first_cells(section(document("books.md"), "May we sell.")) == [reason.value for reason in SellingReason]


@pytest.mark.parametrize("name", ["deciding.md", "books.md", "policy.md"])
def test_no_document_names_a_code_that_does_not_exist(name: str) -> None:
    from dunwell.data.models.stops import HAND_OVER_STATES  # tables can be named once Django has been started

    known = {*Reason, *RefusalCode, *SellingReason, *fields_of(Policy), *RELEASES, *HAND_OVER_STATES}
    assert sorted(set(CODE_WORD.findall(document(name))) - known) == []


def test_every_field_of_a_policy_is_documented() -> None:
    assert sorted(set(fields_of(Policy)) - set(CODE.findall(document("policy.md")))) == []
    assert set(Step.model_fields) <= set(first_cells(section(document("policy.md"), "`steps`: a step")))


def test_the_verbs_of_books_are_those_documented() -> None:
    lines, attributes = section(document("books.md"), "The lines").split("The attributes of a customer")
    with pytest.raises(BookError) as unknown:
        parse_book("2026-01-01 qqqq", "verbs.book")
    assert {form.split()[0] for form in first_cells(lines)} == listed(unknown.value)
    with pytest.raises(BookError) as unknown:
        parse_book('2026-01-01 customer ACME "Acme" qqqq', "attributes.book")
    assert {form.split()[0] for form in first_cells(attributes)} == listed(unknown.value)


def listed(error: BookError) -> set[str]:
    """List the words that an error offers to choose from."""
    return set(error.way_out.removeprefix("Choose one of: ").rstrip(".").split(", "))
