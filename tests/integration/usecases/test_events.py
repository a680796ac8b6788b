"""Events for other systems: raised once, told signed, told again where it failed, given up in the end."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from dunwell.domain.roles import Verb
from dunwell.domain.webhooks import WAITS, Told, is_genuine, make_secret
from dunwell.usecases.configure_hook import configure_hook
from dunwell.usecases.deliver_events import deliver_events
from dunwell.usecases.events import SUSPEND, Happened, raise_events, resume_services
from dunwell.usecases.release_sending import release_sending
from dunwell.usecases.work import Work
from integration.usecases.desk import Desk, day

SECRET = make_secret(b"0" * 32)
URL = "https://licences.example/dunwell"


@dataclass
class Ear:
    """Another system, that answers as it is told to."""

    status: int | None = 200
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def secret(self, name: str) -> str:
        assert name == "file:hook"
        return SECRET

    def tell(self, url: str, headers: Mapping[str, str], body: bytes) -> Told:
        self.got.append((url, dict(headers), body))
        return Told(self.status, "well")


@pytest.fixture
def desk(db: None) -> Desk:
    made = Desk()
    made.do(configure_hook, day(0), url=URL, events=["service.suspend"], secret="file:hook")
    return made


def work(desk: Desk, on: int) -> Work:
    made = Work(replace(desk.caller, today=day(on)), Verb.RUN)
    made.note({})
    return made


def suspend(desk: Desk) -> int:
    return raise_events(work(desk, 1), [Happened(SUSPEND, desk.acme, "task:1", day(1))])


def test_an_event_is_raised_once_and_told_once(desk: Desk) -> None:
    ear = Ear()
    assert (suspend(desk), suspend(desk)) == (1, 0)
    assert desk.do(deliver_events, day(1), teller=ear)["delivered"] == 1
    assert desk.do(deliver_events, day(2), teller=ear)["delivered"] == 0
    url, headers, body = ear.got[0]
    assert (url, json.loads(body)["type"], json.loads(body)["data"]["customer"]) == (URL, SUSPEND, "ACME")
    assert is_genuine(SECRET, headers, body, int(headers["webhook-timestamp"]))


def test_what_was_changed_or_comes_late_is_not_genuine(desk: Desk) -> None:
    ear = Ear()
    suspend(desk)
    desk.do(deliver_events, day(1), teller=ear)
    _, headers, body = ear.got[0]
    at = int(headers["webhook-timestamp"])
    assert not is_genuine(SECRET, headers, body + b" ", at)
    assert not is_genuine(SECRET, headers, body, at + 301)
    assert not is_genuine(make_secret(b"1" * 32), headers, body, at)


def test_what_failed_is_told_again_and_given_up_in_the_end(desk: Desk) -> None:
    ear = Ear(status=500)
    suspend(desk)
    caller = replace(desk.caller, today=day(1))
    for wait in WAITS:
        assert deliver_events(caller, teller=ear)["failed"] == 1
        assert deliver_events(caller, teller=ear)["failed"] == 0
        caller = replace(caller, at=caller.at + wait + timedelta(seconds=1))
    assert deliver_events(caller, teller=ear)["given_up"] == 1
    assert {headers["webhook-id"] for _, headers, _ in ear.got} == {ear.got[0][1]["webhook-id"]}


def test_who_gives_no_answer_is_left_alone_with_all_its_events(desk: Desk) -> None:
    ear = Ear(status=None)
    for number in range(3):
        raise_events(work(desk, 1), [Happened(SUSPEND, desk.acme, f"task:{number}", day(1))])
    caller = replace(desk.caller, today=day(1))
    assert deliver_events(caller, teller=ear)["failed"] == 1
    later = replace(caller, at=caller.at + WAITS[0])
    ear.status = 422  # it is there, and refuses what it is told
    assert deliver_events(later, teller=ear)["failed"] == 3
    assert [row.attempts for row in desk.books.event_deliveries.order_by("id")] == [2, 1, 1]


def test_what_came_of_an_attempt_does_not_count_once_another_has_taken_over(desk: Desk) -> None:
    suspend(desk)

    class Slow(Ear):
        def tell(self, url: str, headers: Mapping[str, str], body: bytes) -> Told:
            desk.books.event_deliveries.update(attempts=2, state="delivered")
            return Told(500, "late")

    desk.do(deliver_events, day(1), teller=Slow())
    row = desk.books.event_deliveries.get()
    assert (row.state, row.attempts, row.said) == ("delivered", 2, "")


def test_called_dry_nobody_is_told(desk: Desk) -> None:
    suspend(desk)
    ear = Ear()
    desk.caller = replace(desk.caller, dry=True)
    assert desk.do(deliver_events, day(1), teller=ear) == {"delivered": 0, "failed": 0, "given_up": 0, "due": 1}
    assert ear.got == []


def test_services_go_on_only_where_they_were_suspended_and_no_hold_stands(desk: Desk) -> None:
    assert resume_services(work(desk, 1)) == 0
    suspend(desk)
    assert (resume_services(work(desk, 2)), resume_services(work(desk, 3))) == (1, 0)
    assert desk.books.event_deliveries.count() == 1  # the address asked for suspensions alone


def test_after_a_restore_nothing_is_told_until_sending_is_released(desk: Desk) -> None:
    ear = Ear()
    suspend(desk)
    stamp = work(desk, 1).stamp
    at = desk.caller.at
    desk.books.restorations.create(made_at=at, restored_at=at, sha256="0" * 64, in_doubt=0, **stamp)
    told = desk.do(deliver_events, day(1), teller=ear)
    assert (told["delivered"], told["stopped"]["reason"], ear.got) == (0, "restored", [])
    assert desk.books.event_deliveries.get().attempts == 0
    desk.do(release_sending, day(2))
    told = desk.do(deliver_events, day(2), teller=ear)
    assert (told["delivered"], "stopped" in told, len(ear.got)) == (1, False, 1)


def test_who_is_told_no_more_is_told_no_more(desk: Desk) -> None:
    desk.do(configure_hook, day(1), url=URL, on=False)
    suspend(desk)
    assert not desk.books.event_deliveries.exists()


@pytest.mark.parametrize("url", ["http://licences.example/x", "ftp://x", "https://", "https://me:word@x.example/"])
def test_only_what_is_safe_is_told(desk: Desk, url: str) -> None:
    assert desk.refused(configure_hook, day(1), url=url, secret="file:hook") == "bad_url"


def test_the_example_of_the_specification() -> None:
    from dunwell.domain.webhooks import signature

    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert base64.b64decode(signed.removeprefix("v1,"))
