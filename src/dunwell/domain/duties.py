"""Duties: work that a date or an agreement brings to somebody in the company, beside the tasks of the ladder.

A duty stops no message and moves no stage. Each is raised once for what it is about. Knows not how one is found.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunwell.domain.roles import Role


class DutyName(StrEnum):
    """What is to be done: a closed list, in the order in which a customer passes through it."""

    NO_ACCEPTANCE = "no-acceptance"
    CHECK_IN = "check-in"
    REVIEW_CREDIT = "review-credit"
    BANK_CHEQUE = "bank-cheque"
    CHEQUE_BOUNCED = "cheque-bounced"
    PAYMENT_TO_COME = "payment-to-come"
    INSTALMENT_DUE = "instalment-due"
    INSTALMENT_MISSED = "instalment-missed"
    OFFER_PLAN = "offer-plan"
    DISPUTE_DUE = "dispute-due"
    DISPUTE_LATE = "dispute-late"
    REJECTION_LETTER = "rejection-letter"
    CALL_BACK = "call-back"
    CALL_AGAIN = "call-again"
    FIND_NUMBER = "find-number"
    CONFIRM_KIND = "confirm-kind"
    CONSIDER_HAND_OVER = "consider-hand-over"
    LIMITATION_NEAR = "limitation-near"
    GRANT_REWARD = "grant-reward"

    @property
    def meaning(self) -> str:
        """Say in one sentence what is to be done."""
        return MEANINGS[self]


MEANINGS: dict[DutyName, str] = {
    DutyName.NO_ACCEPTANCE: "Ask the customer to accept the terms: something was sold without.",
    DutyName.CHECK_IN: "Call a good customer, ask how things are, and keep what was heard.",
    DutyName.REVIEW_CREDIT: "Review the credit limit: it is time, or something has happened.",
    DutyName.BANK_CHEQUE: "Bank the cheque: its date has come.",
    DutyName.CHEQUE_BOUNCED: "A cheque bounced and its promise is broken: ask for money that cannot.",
    DutyName.PAYMENT_TO_COME: "See what became of the payment for which the hold was released: its day has passed.",
    DutyName.INSTALMENT_DUE: "Call the customer about the instalment that falls due: no message reaches it.",
    DutyName.INSTALMENT_MISSED: "Warn the customer: an instalment was missed, and the plan breaks after its grace.",
    DutyName.OFFER_PLAN: "Offer a plan: this customer cannot pay all at once.",
    DutyName.DISPUTE_DUE: "Answer the dispute: its deadline is near.",
    DutyName.DISPUTE_LATE: "A dispute was not answered in time: see to it.",
    DutyName.REJECTION_LETTER: ("Send the letter that says why the dispute was rejected: it did not go out by itself."),
    DutyName.CALL_BACK: "Call back at the time that the customer asked for.",
    DutyName.CALL_AGAIN: "Call again: nobody was reached.",
    DutyName.FIND_NUMBER: "Find the customer's telephone number: the one on record is wrong.",
    DutyName.CONFIRM_KIND: "Say what kind of debtor this is: its behaviour suggests one.",
    DutyName.CONSIDER_HAND_OVER: "Think of handing over: this customer avoids paying.",
    DutyName.LIMITATION_NEAR: "Sue, get the debt acknowledged, or let it go: the claim is barred soon.",
    DutyName.GRANT_REWARD: "Grant the reward that the customer has earned, or decline it.",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: whose it is, what it is about (an id or a day; told again it is the same duty), and until when."""

    customer_id: int
    name: DutyName
    subject: str
    role: Role | str
    due_on: date | None = None

    @property
    def key(self) -> str:
        """Give the key under which it is raised once."""
        return f"{PREFIX}{self.name}:{self.subject}"


PREFIX = "duty:"
"""How the keys of duties begin, among those of all tasks."""
