"""The duties are documented as they are, in their order."""

import re

from dunwell.domain.duties import DutyName
from source_tree import ROOT

ROW = re.compile(r"^\| `([a-z-]+)` \| (.+) \|$", re.MULTILINE)


def test_every_duty_stands_in_its_order_with_its_sentence() -> None:
    text = (ROOT / "docs" / "bending.md").read_text(encoding="utf-8")
    section = text.split("## Duties")[1].split("\n## ")[0]
    assert ROW.findall(section) == [(duty.value, duty.meaning) for duty in DutyName]
