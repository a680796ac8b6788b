"""A customer's story told by commands alone: each does its use case, prints it, and says what waits or was refused."""

import pytest

from integration.cli.conftest import Dunwell

RUN = ("run", "--as-of", "2026-04-08", "--today", "2026-04-08", "--delivered")


def test_the_first_run_waits_and_says_how_to_approve_it(acme: Dunwell) -> None:
    done = acme(*RUN)
    assert done.code == 3
    assert "email just-overdue" in done.out
    assert "first run of this company" in done.out
    assert "dunwell approve" in done.out


def test_an_approved_run_is_carried_out_and_explained(acme: Dunwell) -> None:
    run = acme(*RUN, "--json").facts["run"]
    approved = acme("approve", str(run), "--today", "2026-04-08", "--delivered")
    assert approved.code == 0
    assert "1 email, 1 task; 1 customer hears nothing" in approved.out
    told = acme("explain", "ACME", "--today", "2026-04-08")
    assert told.out.startswith(
        "Email just-overdue goes out to Acme d.o.o. on 2026-04-08: INV-7 has been past due for 8 days "
        "(due 2026-03-31), 1,200.00 EUR in all; stage past-due."
    )
    assert "as run" in told.out


def test_only_some_customers_are_approved_and_the_rest_waits(acme: Dunwell) -> None:
    run = acme(*RUN, "--json").facts["run"]
    assert acme("approve", str(run), "--only", "BETA", "--today", "2026-04-08").code == 0
    assert acme("outbox", "--json").facts["messages"] == []
    assert acme("approve", str(run), "--today", "2026-04-08").code == 0
    (message,) = acme("outbox", "--json").facts["messages"]
    assert (message["customer"], message["template"], message["address"]) == ("ACME", "just-overdue", "ap@acme.example")
    assert acme("sent", str(message["id"]), "--today", "2026-04-08").code == 0
    assert acme("outbox").out == "The outbox is empty.\n"


def test_a_run_that_is_approved_beforehand_does_not_wait(acme: Dunwell) -> None:
    assert acme(*RUN, "--json").facts["state"] == "planned"
    assert acme(*RUN, "--approved", "--json").facts["state"] == "done"


def test_a_run_without_cash_says_what_to_do(dunwell: Dunwell) -> None:
    dunwell("company", "add", "ours", "Ours B.V.", "--today", "2026-03-01")
    dunwell("customer", "add", "ACME", "Acme d.o.o.", "--email", "ap@acme.example", "--today", "2026-03-01")
    dunwell("invoice", "INV-7", "ACME", "1,200.00", "EUR", "--due", "2026-03-31", "--today", "2026-03-01")
    done = dunwell("run", "--as-of", "2026-04-08", "--today", "2026-04-08")
    assert "No cash has been entered yet." in done.out
    for way_out in ("dunwell payment", "dunwell import FILE --complete", "dunwell run --allow-stale"):
        assert way_out in done.out
    allowed = dunwell("run", "--as-of", "2026-04-08", "--today", "2026-04-08", "--allow-stale")
    assert "email just-overdue" in allowed.out


def test_a_run_can_be_tried_dry(acme: Dunwell) -> None:
    done = acme(*RUN, "--dry-run")
    assert done.code == 0
    assert done.out.startswith("Tried only: the run of 2026-04-08: 1 email")
    assert "email just-overdue" in done.out
    assert acme("approve", "1", "--json").error["code"] == "nothing_to_approve"


def test_what_needs_another_persons_yes_waits_with_exit_code_3(acme: Dunwell) -> None:
    asked = acme("write-off", "INV-7", "--as", "finance", "--actor", "ann", "--reason", "insolvent")
    assert asked.code == 3
    assert "Somebody who is owner says: dunwell approve write-off ACME" in asked.out
    waiting = acme("customer", "show", "ACME", "--json").facts["waiting"]
    assert [(each["what"], each["asked_by"]) for each in waiting] == [("write-off", "ann")]
    assert acme("approve", "write-off", "ACME", "--actor", "ben").code == 0
    assert acme("customer", "show", "ACME", "--json").facts["balance_minor"] == {}


def test_a_request_can_be_rejected(acme: Dunwell) -> None:
    acme("write-off", "INV-7", "--as", "finance")
    assert acme("reject", "write-off", "ACME", "--reason", "they will pay").code == 0
    assert acme("customer", "show", "ACME", "--json").facts["balance_minor"] == {"EUR": 120000}


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("payment", "ACME", "1,200.00", "EUR", "--ref", "INV-7"), "basis", "by_reference"),
        (("promise", "ACME", "500.00", "EUR", "--on", "2026-04-20"), "amount", "500.00 EUR"),
        (
            ("plan", "ACME", "INV-7", "--count", "3", "--amount", "400", "--currency", "EUR", "--from", "2026-05-01"),
            None,
            None,
        ),
        (("dispute", "INV-7", "200.00", "EUR", "--reason", "two boxes broken"), "amount", "200.00 EUR"),
        (("pause", "ACME", "--until", "2026-05-01"), "until", "2026-05-01"),
        (("extend", "INV-7", "--to", "2026-05-15"), "to", "2026-05-15"),
        (("credit", "CN-1", "ACME", "200.00", "EUR", "--for", "INV-7"), "amount", "200.00 EUR"),
        (("refund", "BETA", "10.00", "EUR"), "amount", "10.00 EUR"),
        (("under-way", "INV-7", "ACME", "1,200.00", "EUR"), "item", "INV-7"),
        (("hold", "ACME", "--reason", "cheque returned"), "customer", "ACME"),
        (("place", "ACME", "late"), "customer", "ACME"),
        (("hand-over", "ACME", "agency"), "customer", "ACME"),
        (("reply", "ACME", "We pay next week."), "received_on", "2026-04-10"),
        (("accept", "ACME", "default"), "customer", "ACME"),
        (("bounce", "ACME", "email"), "customer", "ACME"),
        (("write-off", "INV-7"), "amount", "1,200.00 EUR"),
        (("customer", "address", "ACME", "email", "new@acme.example"), "customer", "ACME"),
        (("erase", "ACME"), "customer", "ACME"),
    ],
)
def test_a_verb_prints_its_answer_for_people_and_programs(
    acme: Dunwell, words: tuple[str, ...], key: str | None, value: object
) -> None:
    tried = acme(*words, "--today", "2026-04-10", "--dry-run")
    assert (tried.code, "nothing is written" in tried.out) == (0, True)
    done = acme(*words, "--today", "2026-04-10", "--json")
    assert done.code == 0
    assert key is None or done.facts[key] == value


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (("promise", "ACME", "500.00", "EUR", "--on", "2026-04-20"), ("withdraw", "ACME")),
        (("dispute", "INV-7"), ("resolve", "INV-7", "rejected")),
        (("pause", "ACME", "--until", "2026-05-01"), ("resume", "ACME")),
        (("hold", "ACME"), ("release", "ACME")),
        (("hand-over", "ACME", "counsel"), ("recall", "ACME")),
        (("reply", "ACME"), ("read", "ACME")),
        (("under-way", "INV-7", "ACME", "1,200.00", "EUR"), ("under-way", "INV-7", "--failed")),
        (("write-off", "INV-7"), ("write-off", "INV-7", "--undo")),
        (("write-off", "INV-7"), ("recover", "ACME", "300.00", "EUR")),
        (
            ("payment", "ACME", "1,200.00", "EUR", "--ref", "INV-7"),
            ("chargeback", "ACME", "1,200.00", "EUR", "--ref", "INV-7"),
        ),
    ],
)
def test_a_verb_follows_upon_another(acme: Dunwell, before: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert acme(*before, "--today", "2026-04-09").code == 0
    assert acme(*words, "--today", "2026-04-10").code == 0


def test_money_that_found_nothing_is_allocated_by_hand(acme: Dunwell) -> None:
    entry = acme("payment", "ACME", "300.00", "EUR", "--today", "2026-04-08", "--json").facts["entry_id"]
    wrong = acme("allocate", str(entry), "INV-7", "100.00", "USD", "--json")
    assert (wrong.code, wrong.error["code"]) == (4, "wrong_currency")
    done = acme("allocate", str(entry), "INV-7", "--today", "2026-04-08")
    assert done.code == 0
    assert acme("customer", "show", "ACME", "--json").facts["items"][0]["residual"] == "900.00 EUR"


def test_the_same_key_twice_has_one_effect(acme: Dunwell) -> None:
    words = ("payment", "ACME", "100.00", "EUR", "--today", "2026-04-08", "--key", "bank-1", "--json")
    assert acme(*words).facts == acme(*words).facts
    assert acme("customer", "show", "ACME", "--json").facts["balance_minor"] == {"EUR": 110000}
    other = acme("payment", "ACME", "200.00", "EUR", "--key", "bank-1", "--json")
    assert (other.code, other.error["code"]) == (4, "key_reused")


def test_a_role_may_not_do_everything(acme: Dunwell) -> None:
    done = acme("payment", "ACME", "100.00", "EUR", "--as", "sales", "--json")
    assert (done.code, done.error["code"]) == (4, "not_allowed")


def test_calls_and_tasks_are_listed_and_done(acme: Dunwell) -> None:
    acme("payment", "ACME", "300.00", "EUR", "--ref", "what is this", "--today", "2026-04-08")
    run = acme(*RUN, "--json").facts["run"]
    acme("approve", str(run), "--today", "2026-04-08", "--delivered")
    tasks = acme("tasks", "--customer", "ACME", "--json").facts["tasks"]
    assert [task["what"] for task in tasks] == ["allocate"]
    assert acme("done", "task", str(tasks[0]["id"]), "--today", "2026-04-08").code == 0
    assert acme("tasks", "--customer", "ACME").out == "Nothing waits for anybody.\n"


def test_may_sell_answers_with_its_exit_code(acme: Dunwell) -> None:
    assert acme("may-sell", "ACME").code == 0
    acme("hold", "ACME")
    refused = acme("may-sell", "ACME", "500.00", "EUR", "--json")
    assert (refused.code, refused.facts["answer"]) == (1, "no")
