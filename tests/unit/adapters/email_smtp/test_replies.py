"""What each answer of a mail server means. Only what speaks of the recipient's mailbox makes an address wrong."""

import pytest

from dunwell.adapters.email_smtp.replies import Phase, meaning_of


@pytest.mark.parametrize(
    ("phase", "answer", "result", "code"),
    [
        ("recipient", "450 4.2.1 mailbox busy", "retry", "for_now"),
        ("recipient", "452 4.2.2 mailbox full", "retry", "for_now"),
        ("sender", "421 4.7.0 too many connections", "retry", "for_now"),
        ("content", "451 greylisted", "retry", "for_now"),
        ("sign_in", "454 4.7.0 temporary authentication failure", "retry", "for_now"),
        ("recipient", "550 5.1.1 no such user", "no_contact", "no_such_address"),
        ("recipient", "550 5.1.2 no such domain", "no_contact", "no_such_address"),
        ("recipient", "550 5.1.10 null MX", "no_contact", "no_such_address"),
        ("recipient", "551 5.1.6 moved", "no_contact", "no_such_address"),
        ("recipient", "550 5.2.1 disabled", "no_contact", "no_such_address"),
        ("content", "550 5.1.1 no such user", "no_contact", "no_such_address"),
        ("recipient", "550 no", "refused", "recipient_refused"),
        ("recipient", "550 No such user here", "no_contact", "no_such_address"),
        ("recipient", "550 Requested action not taken: mailbox not found", "no_contact", "no_such_address"),
        ("recipient", "551 user ap@acme.example does not exist", "no_contact", "no_such_address"),
        ("recipient", "550 blocked: unknown user rate, see our policy", "refused", "recipient_refused"),
        ("recipient", "550 relay access denied: unknown recipient domain", "refused", "recipient_refused"),
        ("content", "550 no such user", "refused", "content_refused"),
        ("recipient", "550 5.1.0 rejected", "refused", "recipient_refused"),
        ("recipient", "552 5.2.2 over quota", "refused", "recipient_refused"),
        ("content", "552 too much", "refused", "too_large"),
        ("content", "550 5.3.4 too big", "refused", "too_large"),
        ("content", "550 no", "refused", "content_refused"),
        ("recipient", "550 5.1.8 bad sender", "stopped", "sender"),
        ("recipient", "550 5.7.1 relaying denied", "stopped", "policy"),
        ("recipient", "554 rejected", "stopped", "policy"),
        ("content", "554 5.7.1 spam", "stopped", "policy"),
        ("sender", "550 5.1.1 unknown sender", "stopped", "sender"),
        ("sender", "530 5.7.0 authentication required", "stopped", "sign_in"),
        ("recipient", "530 5.7.1 sign in first", "stopped", "sign_in"),
        ("sign_in", "535 5.7.8 wrong", "stopped", "sign_in"),
        ("sign_in", "550 5.1.1 no such user", "stopped", "sign_in"),
        ("greeting", "554 go away", "stopped", "policy"),
    ],
)
def test_an_answer_has_one_meaning(phase: Phase, answer: str, result: str, code: str) -> None:
    number, _, text = answer.partition(" ")
    meaning = meaning_of(phase, int(number), text.encode())
    assert (meaning.result, meaning.code, meaning.said) == (result, code, answer)


def test_what_a_server_says_is_one_line_and_not_too_long() -> None:
    said = meaning_of("content", 554, b"first\r\nsecond \xff" + b"x" * 5000).said
    assert said.startswith("554 first second")
    assert len(said) == 500
