"""The page on ways to pay names each reason why there is no code, and each kind of reference."""

import re
from pathlib import Path

from dunwell.domain.payment_codes import NoCodeReason
from dunwell.domain.references import ReferenceKind

PAGE = (Path(__file__).parents[3] / "docs" / "ways-to-pay.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    """List the names in the first column of the table below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([a-z0-9_]+)` \|", section, re.MULTILINE)


def test_each_reason_is_on_the_page_once_in_its_order() -> None:
    assert first_cells("Why there is no code") == [reason.value for reason in NoCodeReason]


def test_each_kind_of_reference_is_on_the_page_once() -> None:
    assert sorted(first_cells("References")) == sorted(kind.value for kind in ReferenceKind)
