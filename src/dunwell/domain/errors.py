"""What a user can do wrong, as types with a code, a sentence and a way out.

An error of this module is expected: a face prints it and stops. Any other exception is a fault of the program
and is left to crash loudly. This module does not know who asked, nor how an error is shown.
"""

from enum import StrEnum


class UserError(Exception):
    """Something that the user wrote or asked cannot be taken as it is, and how to go on.

    `file`, `line`, `field` and `value` say where, as far as it is known; line 1 is the first.
    """

    def __init__(
        self,
        code: str,
        message: str,
        way_out: str,
        *,
        file: str | None = None,
        line: int | None = None,
        field: str | None = None,
        value: object = None,
    ) -> None:
        super().__init__(code, message, way_out)
        self.code = code
        self.message = message
        self.way_out = way_out
        self.file = file
        self.line = line
        self.field = field
        self.value = value

    def __str__(self) -> str:
        """Say where, what and the way out, in sentences."""
        where = self.where
        said = f"{_sentence(self.message)} {_sentence(self.way_out)}".strip()
        return f"{where}: {said}" if where else said

    @property
    def where(self) -> str:
        """Name the place of the error: `ledger.csv, line 3, due date`; empty where no place is known."""
        line = f"line {self.line}" if self.line is not None else None
        return ", ".join(part for part in (self.file, line, self.field) if part)

    def at(self, *, file: str | None = None, line: int | None = None, field: str | None = None) -> "UserError":
        """Add the place to an error that was raised without it; what is known already stays. Returns the error."""
        self.file = self.file if self.file is not None else file
        self.line = self.line if self.line is not None else line
        self.field = self.field if self.field is not None else field
        return self

    def as_facts(self) -> dict[str, object]:
        """Give the error as plain values for `--json` and the API; parts that are not known are left out."""
        facts = {
            "code": self.code,
            "message": self.message,
            "way_out": self.way_out,
            "file": self.file,
            "line": self.line,
            "field": self.field,
            "value": None if self.value is None else str(self.value),
        }
        return {name: fact for name, fact in facts.items() if fact is not None}


class RefusalCode(StrEnum):
    """Why a use case refuses: what books expect after `-> refused`. The sentence of each stands in `MEANINGS`."""

    UNKNOWN_COMPANY = "unknown_company"
    UNKNOWN_CUSTOMER = "unknown_customer"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_POLICY = "unknown_policy"
    UNKNOWN_JOB = "unknown_job"
    UNKNOWN_STAGE = "unknown_stage"
    UNKNOWN_MESSAGE = "unknown_message"
    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_TEMPLATE = "unknown_template"
    ALREADY_EXISTS = "already_exists"
    KEY_REUSED = "key_reused"
    NOT_ALLOWED = "not_allowed"
    OTHER_PERSON_NEEDED = "other_person_needed"
    NOTHING_TO_APPROVE = "nothing_to_approve"
    NOTHING_TO_RELEASE = "nothing_to_release"
    FIRST_RUN_WAITS = "first_run_waits"
    NOT_POSITIVE = "not_positive"
    WRONG_CURRENCY = "wrong_currency"
    TOO_MUCH = "too_much"
    NOT_OPEN = "not_open"
    NOTHING_OWED = "nothing_owed"
    DATE_PASSED = "date_passed"
    DAY_AHEAD = "day_ahead"
    TOO_LATE = "too_late"
    NO_PROMISE = "no_promise"
    NO_OFFER = "no_offer"
    NO_DISPUTE = "no_dispute"
    NOTHING_TO_ENCLOSE_TO = "nothing_to_enclose_to"
    NO_LIMIT = "no_limit"
    NOT_FROZEN = "not_frozen"
    UNKNOWN_ORDER = "unknown_order"
    NO_KIND = "no_kind"
    NO_REWARD = "no_reward"
    MATTER_OPEN = "matter_open"
    KEPT_BY_LAW = "kept_by_law"
    NO_PAUSE = "no_pause"
    NO_HOLD = "no_hold"
    NO_EPISODE = "no_episode"
    NO_FEE = "no_fee"
    NO_PAYMENT = "no_payment"
    NOT_UNDER_WAY = "not_under_way"
    NOTHING_UNALLOCATED = "nothing_unallocated"
    NO_CONTACT = "no_contact"
    NO_REPLY = "no_reply"
    NO_AGENCY = "no_agency"
    HANDED_OVER = "handed_over"
    NOT_HANDED_OVER = "not_handed_over"
    STALE_CASH = "stale_cash"
    LIST_TOO_OLD = "list_too_old"
    MUCH_VANISHES = "much_vanishes"
    UNKNOWN_IMPORT = "unknown_import"
    IMPORT_BUILT_ON = "import_built_on"
    SENT_ALREADY = "sent_already"

    @property
    def meaning(self) -> str:
        """Say in one sentence what the code means."""
        return MEANINGS[self]


MEANINGS: dict[RefusalCode, str] = {
    RefusalCode.UNKNOWN_COMPANY: "There is no company of this name.",
    RefusalCode.UNKNOWN_CUSTOMER: "There is no customer of this name in the company.",
    RefusalCode.UNKNOWN_ITEM: "There is no item of this number in the company.",
    RefusalCode.UNKNOWN_POLICY: "There is no policy of this name.",
    RefusalCode.UNKNOWN_JOB: "There is no job of this name on the schedule.",
    RefusalCode.UNKNOWN_STAGE: "The customer's policy has no stage of this name.",
    RefusalCode.UNKNOWN_MESSAGE: "There is no message of this number that could still be sent.",
    RefusalCode.UNKNOWN_TASK: "There is no call or task of this number that is still to do.",
    RefusalCode.UNKNOWN_TEMPLATE: "The company has no text of its own of this name and language.",
    RefusalCode.ALREADY_EXISTS: "Something of this name is on record already, and says something else.",
    RefusalCode.KEY_REUSED: "The idempotency key was used before for something else.",
    RefusalCode.NOT_ALLOWED: "The role may not do this.",
    RefusalCode.OTHER_PERSON_NEEDED: "Whoever asks for this may not approve it: another person must.",
    RefusalCode.NOTHING_TO_APPROVE: "Nothing of the kind waits for approval.",
    RefusalCode.NO_AGENCY: "The policy has no agency that takes this debt.",
    RefusalCode.NOTHING_TO_RELEASE: "Sending is not off because of a restore.",
    RefusalCode.FIRST_RUN_WAITS: "The first run of a company waits until a person approves it.",
    RefusalCode.NOT_POSITIVE: "The amount must be above nothing.",
    RefusalCode.WRONG_CURRENCY: "The amount is in another currency than what it is for.",
    RefusalCode.TOO_MUCH: "The amount is more than what is left of what it is for.",
    RefusalCode.NOT_OPEN: "Nothing is left of the item.",
    RefusalCode.NOTHING_OWED: "The customer owes nothing in this currency that could be meant.",
    RefusalCode.DATE_PASSED: "The date lies before the day of the entry.",
    RefusalCode.DAY_AHEAD: "The day has not come yet.",
    RefusalCode.TOO_LATE: "The date is later than the policy allows.",
    RefusalCode.NO_PROMISE: "The customer has no open promise.",
    RefusalCode.NO_OFFER: "No plan is proposed to the customer.",
    RefusalCode.NO_DISPUTE: "The item has no open dispute.",
    RefusalCode.NOTHING_TO_ENCLOSE_TO: "The customer has no dispute, acceptance or offer to which a file could belong.",
    RefusalCode.NO_LIMIT: "The customer has no credit limit.",
    RefusalCode.NOT_FROZEN: "The customer's credit is not frozen.",
    RefusalCode.UNKNOWN_ORDER: "There is no open order of this number.",
    RefusalCode.NO_KIND: "No kind of debtor is confirmed of the customer.",
    RefusalCode.NO_REWARD: "No reward is proposed for the customer.",
    RefusalCode.MATTER_OPEN: "Something of the customer is still open.",
    RefusalCode.KEPT_BY_LAW: "What is known of the customer has to be kept for longer.",
    RefusalCode.NO_PAUSE: "The customer is not paused.",
    RefusalCode.NO_HOLD: "The customer is not on hold.",
    RefusalCode.NO_EPISODE: "The customer stands on no stage: no episode is running.",
    RefusalCode.NO_FEE: "The customer has no open fee of this amount.",
    RefusalCode.NO_PAYMENT: "No payment is on record that could be meant.",
    RefusalCode.NOT_UNDER_WAY: "No payment is under way for the item.",
    RefusalCode.NOTHING_UNALLOCATED: "The customer has no unallocated money of this amount.",
    RefusalCode.NO_CONTACT: "No working address of this kind is known.",
    RefusalCode.NO_REPLY: "No reply of the customer waits to be read.",
    RefusalCode.HANDED_OVER: "The customer is handed over to an agency or to counsel.",
    RefusalCode.NOT_HANDED_OVER: "The customer is not handed over.",
    RefusalCode.STALE_CASH: "The newest cash entry is too old to chase anybody by it.",
    RefusalCode.LIST_TOO_OLD: "A complete list of a later day is in the books.",
    RefusalCode.MUCH_VANISHES: "The list leaves out more than a fifth of what is open; a person has to confirm it.",
    RefusalCode.UNKNOWN_IMPORT: "There is no import of this number that could be taken back.",
    RefusalCode.IMPORT_BUILT_ON: "What came after stands on the import: that has to be taken back first.",
    RefusalCode.SENT_ALREADY: "Something was sent, called or charged because of what the import brought.",
}


class Refused(UserError):  # noqa: N818 - the verdict of a use case, as books write it
    """A use case says no by a rule: the request could be read, and nothing was written."""


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    return text if text[-1] in ".!?" else f"{text}."
