"""The law's rules of contact win over a laxer policy: hours where the customer is, and counts of messages and calls."""

from datetime import UTC, datetime, time
from typing import Any

from dunwell.usecases.add_customer import add_customer
from integration.outbox.mail_server import MailServer
from integration.outbox.office import Office
from integration.usecases.desk import day

LAX = """
name: default
ladder:
  - stage: past-due
    from_day: 1
    steps:
      - {step: just-overdue, channel: email, days: [1, 2, 3, 4, 5, 6, 7, 8]}
guards: {min_gap_days: 0, max_contacts: 99, business_days_only: false, hours: 0-24}
approvals: {first_run: false}
"""


def office_of(tmp_path: Any, server: MailServer) -> Office:
    office = Office(tmp_path, LAX)
    office.by_smtp(server.port)
    office.do(add_customer, day(-60), ref="IVAN", name="Ivan", kind="consumer", country="RU", email="ivan@mail.example")
    office.invoice("I-1", 50_000, customer="IVAN")
    return office


def at(office: Office, on: int, hour: int) -> dict[str, Any]:
    office.now = datetime.combine(day(on), time(hour), UTC)
    return dict(office.dispatch(day(on))["email"])


def sent(office: Office) -> int:
    count: int = office.books.messages.filter(customer__ref="IVAN", state="delivered").count()
    return count


def test_four_messages_a_week_and_none_at_night(db: None, tmp_path: Any, server: MailServer) -> None:
    office = office_of(tmp_path, server)
    went: list[int] = []
    for number in range(1, 7):
        office.decide(day(number))
        before = sent(office)
        at(office, number, 1)  # four in the morning in Moscow
        assert sent(office) == before
        at(office, number, 10)
        went.append(sent(office) - before)
    assert went == [1, 1, 1, 1, 0, 0]
    waiting = office.books.messages.filter(customer__ref="IVAN", state="rendered").latest("pk")
    assert waiting.said == "RU_230FZ (Federal law 230-FZ art. 7)"
