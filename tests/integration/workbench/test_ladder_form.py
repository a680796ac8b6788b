"""The policy's form shows what the file says, changes what is typed, and leaves all else as it was written."""

from html.parser import HTMLParser
from typing import Any

import pytest

from dunwell.policy.file import load_policy, shipped_text
from integration.workbench.office import Office
from integration.workbench.test_settings import form

EVERYTHING = """\
name: default
terms: net 30

before_due:
  steps:
    - {step: upcoming, channel: email, days: -7, kinds: [business, public], attach: [invoices]}

ladder:
    # indented as its writer likes it, with words of its own
    - stage: late
      from_day: 1
      steps:
          - step: late-notice
            channel: email
            fallback: letter
            attach: [statement, invoices]
            kinds: [consumer]
            required_by_law: true
            deadline_days: 14
            days: [1, 8]
          - {step: final-warning, channel: letter, days: 20, passes_limit: true, approval: true}
    - stage: account-hold
      from_day: 30
      hold: true
      banner: "ON HOLD"
      steps:
          - step: suspend-services
            channel: task
            to_role: service-manager
            after: late-notice
            days: 5
            event: service.suspend
"""


class Typed(HTMLParser):
    """What a browser would send of a form as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "input" and told.get("name") and told.get("type") not in ("submit", "file", "button"):
            if told.get("type") not in ("checkbox", "radio") or "checked" in told:
                self.sent.append((told["name"], told.get("value", "on")))
        elif tag == "select":
            self._select = told.get("name", "")
        elif tag == "option" and self._select and ("selected" in told or self._first(self._select)):
            self.sent = [each for each in self.sent if each[0] != self._select]
            self.sent.append((self._select, told.get("value", "")))

    def _first(self, name: str) -> bool:
        return all(each != name for each, _ in self.sent)


def as_it_stands(office: Office, text: str, **typed: Any) -> str:
    """Lay a file out as a form, send the form with what is typed beside, and give the file that comes of it."""
    browser = office.browser()
    page = browser.post("/ours/policy/edit/", {"as": "file", "text": text})
    assert page.status_code == 200, page.context["faults"]
    laid = browser.post("/ours/policy/edit/", {"as": "form", "text": text}).content.decode()
    reader = Typed()
    reader.feed(laid)
    fields: dict[str, list[str]] = {}
    for name, value in reader.sent:
        if name.startswith(("ladder.", "before_due", "guards.", "climb.", "promises.", "late_charges.", "hold.")):
            fields.setdefault(name, []).append(value)
    for name, value in typed.items():
        fields[name] = value
        if value is None:
            del fields[name]
    return str(browser.post("/ours/policy/edit/", {"as": "form", "text": text, **fields}).context["text"])


@pytest.mark.parametrize("text", [EVERYTHING, shipped_text("default.yaml")], ids=["everything", "shipped"])
def test_a_form_that_is_sent_as_it_stands_changes_nothing_of_the_file(office: Office, text: str) -> None:
    assert as_it_stands(office, text) == text


def test_what_few_steps_have_is_shown_and_changed_in_the_form(office: Office) -> None:
    here = "ladder.late.steps[0]"
    changed = {
        f"{here}.fallback": ["sms"],
        f"{here}.attach": ["invoices"],
        f"{here}.kinds": ["consumer", "business"],
        f"{here}.required_by_law": None,
        f"{here}.deadline_days": ["21"],
        "ladder.account-hold.steps[0].event": ["service.warn"],
        "ladder.account-hold.hold": None,
        "ladder.late.hold": ["on"],
        "before_due.steps[0].kinds": None,
    }
    text = as_it_stands(office, EVERYTHING, **changed)
    assert "# indented as its writer likes it" in text
    before, after = load_policy(EVERYTHING, "x"), load_policy(text, "x")
    notice, task = after.ladder[0].steps[0], after.ladder[1].steps[0]
    assert (notice.fallback, notice.attach, notice.kinds) == ("sms", ("invoices",), ("consumer", "business"))
    assert (notice.required_by_law, notice.deadline_days) == (False, 21)
    assert (task.event, task.to_role, task.after) == ("service.warn", "service-manager", "late-notice")
    assert [rung.hold for rung in after.ladder] == [True, False]
    assert after.before_due.steps[0].kinds == ()
    assert after.ladder[0].steps[1] == before.ladder[0].steps[1]
    assert after.before_due.steps[0].attach == ("invoices",)


def test_what_does_not_fit_a_step_is_said_where_it_stands(office: Office) -> None:
    page = form(office, **{"ladder.late.steps[0].channel": "call"})
    assert "this is for a notice" in page.lower()
    assert '<details class="text-sm" open>' in page
