"""Jobs of the office in a real browser: letters, people, who sees to whom, the policy and what is written."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.test_stories import PASSWORD, first_start, owner_of

pytestmark = [pytest.mark.e2e, pytest.mark.sqlite_only]


def test_a_letter_is_made_printed_and_posted(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Message
    from dunwell.usecases.add_customer import add_customer
    from dunwell.usecases.post_invoice import post_invoice
    from dunwell.usecases.run_collections import run_collections

    page = first_start(window, tmp_path)
    owner = owner_of(page)
    add_customer(owner, ref="P1", name="Paper Ltd", country="NL", address="Kade 1\n1015 CN Amsterdam")
    due = owner.today - timedelta(days=20)
    bill: dict[str, Any] = {"customer": "P1", "number": "INV-9", "amount_minor": 9_000, "currency": "EUR"}
    post_invoice(owner, **bill, item_date=due, due_date=due)
    run_collections(owner, as_of=owner.today, allow_stale=True, approved=True)
    page.get_by_role("link", name="Letters").click()
    page.get_by_role("button", name="Make them now").click()
    page.get_by_text("1 letter is made.").wait_for()
    page.get_by_label("Mark Paper Ltd").check()
    with page.expect_download() as printed:
        page.get_by_role("button", name="Print those marked").click()
    assert printed.value.suggested_filename.endswith(".pdf")
    page.get_by_role("button", name="Those marked are in the post").click()
    page.get_by_text("They are in the post.").wait_for()
    assert Message.objects.get(channel="letter").state == "delivered"


def test_whom_the_owner_invites_comes_in_by_the_link(chromium: Any, window: Any, house: str, tmp_path: Path) -> None:
    from e2e.conftest import Window

    page = first_start(window, tmp_path)
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Let a person in").click()
    page.get_by_label("Name").fill("Bo de Wit")
    page.get_by_label("Mail address").fill("bo@example.org")
    page.get_by_label("collections").check()
    page.get_by_role("button", name="Keep").click()
    link = page.locator("main code", has_text="/join/").inner_text()
    other = Window(chromium, house)
    other.page.goto(link)
    other.page.get_by_label("Password").fill(PASSWORD)
    other.page.get_by_role("button", name="Come in").click()
    other.page.get_by_role("heading", name="Today").wait_for()
    other.page.goto(link)
    other.page.get_by_text("This link does not work any more").wait_for()
    assert other.amiss == []
    other.context.close()


def test_customers_are_shared_out_and_taken_back(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import Customer

    page = first_start(window, tmp_path)
    page.get_by_role("link", name="Worklist").click()
    page.wait_for_load_state("load")
    give(page, "Acme Ltd", "Ana Petrović")
    assert Customer.objects.get(ref="C1").in_charge == "Ana Petrović"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Done for 1 customer.").wait_for()
    assert not Customer.objects.exclude(in_charge="").exists()
    page.wait_for_load_state("load")
    give(page, "Birch B.V.", "Ana Petrović")
    page.get_by_label("Whose").select_option("mine")
    page.wait_for_url("**owner=mine**")
    assert page.locator("tbody tr").count() == 1


def give(page: Any, customer: str, person: str) -> None:
    """Mark a customer in the worklist, and put somebody in charge."""
    page.get_by_label(f"Mark {customer}").check()
    page.get_by_role("button", name="Who sees to it").click()
    page.get_by_label("Who sees to it").select_option(person)
    page.get_by_role("button", name="Do it").click()
    page.get_by_text("Done for 1 customer.").wait_for()
    page.wait_for_load_state("load")


def test_the_policy_is_changed_looked_at_and_put_in_force(window: Any, tmp_path: Path) -> None:
    from dunwell.data.models import PolicyVersion

    page = first_start(window, tmp_path)
    page.get_by_role("link", name="Policy").click()
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Days between two messages").fill("4")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("cell", name="guards.min_gap_days").wait_for()
    page.get_by_role("link", name="As a file").click()
    box = page.get_by_label("The policy as a file")
    text = box.input_value()
    box.fill(text.replace("min_gap_days: 3", "min_gap_days: many"))
    page.get_by_role("button", name="Check").click()
    page.get_by_text("It cannot be put in force like this").wait_for()
    box.fill(text.replace("min_gap_days: 3", "min_gap_days: 5"))
    page.get_by_role("button", name="Check").click()
    page.get_by_role("cell", name="guards.min_gap_days").wait_for()
    page.get_by_label("Who pays").select_option("nobody")
    page.get_by_role("button", name="Try it on the books as they stand").click()
    page.get_by_text("Nothing was written.").wait_for()
    assert PolicyVersion.objects.count() == 1
    page.get_by_role("button", name="Put in force").click()
    page.get_by_text("It is in force").wait_for()
    assert PolicyVersion.objects.count() == 2


def test_a_text_is_read_while_it_is_written(window: Any, tmp_path: Path) -> None:
    page = first_start(window, tmp_path)
    slug = page.url.split("/")[3]
    page.goto(f"/{slug}/texts/polite-inquiry/?language=en")
    box = page.get_by_label("The text")
    text = box.input_value()
    box.press("Control+End")
    box.press_sequentially("Warm words.")
    page.locator("#outcome").get_by_text("Warm words.").wait_for()
    box.fill(text + "{{ nobody }")
    page.locator("#outcome").get_by_role("alert").wait_for()
