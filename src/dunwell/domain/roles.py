"""Who may do what: roles, the verbs each may use, and the verbs that need another person's yes.

The owner may do all, the auditor only looks; sales and service bring in what customers say and never chase, waive
or touch money. A person may hold several roles. This module does not know persons, nor what a policy adds.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """A part that a person plays."""

    OWNER = "owner"
    FINANCE = "finance"
    COLLECTIONS = "collections"
    SALES = "sales"
    SERVICE = "service"
    COUNSEL = "counsel"
    AUDITOR = "auditor"


class Verb(StrEnum):
    """What can be done, in the words of books and of the command line."""

    CUSTOMER = "customer"
    ASSIGN = "assign"
    INVOICE = "invoice"
    CREDIT = "credit"
    IMPORT = "import"
    PAYMENT = "payment"
    REFUND = "refund"
    CHARGEBACK = "chargeback"
    UNDER_WAY = "under-way"
    ALLOCATE = "allocate"
    PROMISE = "promise"
    CHEQUE_BOUNCED = "cheque-bounced"
    WITHDRAW = "withdraw"
    PLAN = "plan"
    PROPOSE = "propose"
    ACCEPT_PLAN = "accept-plan"
    DECLINE_PLAN = "decline-plan"
    EXTEND = "extend"
    DISPUTE = "dispute"
    RESOLVE = "resolve"
    ENCLOSE = "enclose"
    HEARD = "heard"
    ORDER = "order"
    FIGURE = "figure"
    LIMIT = "limit"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    CREDIT_REVIEW = "credit-review"
    KIND = "kind"
    REWARD = "reward"
    REVIEW = "review"
    PAUSE = "pause"
    RESUME = "resume"
    PLACE = "place"
    MOVE = "move"
    HOLD = "hold"
    RELEASE = "release"
    WAIVE = "waive"
    WRITE_OFF = "write-off"
    HAND_OVER = "hand-over"
    RECALL = "recall"
    CASE_FILE = "case-file"
    AGENCY = "agency"
    RECOVER = "recover"
    ACCEPT = "accept"
    REPLY = "reply"
    READ = "read"
    BOUNCE = "bounce"
    DISPATCH = "dispatch"
    CHANNEL = "channel"
    HOOK = "hook"
    LETTERHEAD = "letterhead"
    TEMPLATE = "template"
    PERSON = "person"
    SENT = "sent"
    DONE = "done"
    POLICY = "policy"
    APPROVE = "approve"
    REJECT = "reject"
    RUN = "run"
    ERASE = "erase"
    ARCHIVE = "archive"
    SCHEDULE = "schedule"


_HEARD = {
    Verb.REPLY,
    Verb.DISPUTE,
    Verb.ACCEPT,
    Verb.ENCLOSE,
    Verb.HEARD,
}  # what customers say to anybody of the company
_CASH = {Verb.PAYMENT, Verb.REFUND, Verb.CHARGEBACK, Verb.UNDER_WAY, Verb.ALLOCATE, Verb.RECOVER}
_BILLING = {Verb.CUSTOMER, Verb.INVOICE, Verb.CREDIT, Verb.IMPORT}
_CHASING = {
    *(Verb.PROMISE, Verb.WITHDRAW, Verb.PLAN, Verb.EXTEND, Verb.RESOLVE, Verb.PAUSE, Verb.RESUME, Verb.PLACE),
    *(Verb.READ, Verb.BOUNCE, Verb.RUN, Verb.HOLD, Verb.RELEASE, Verb.WAIVE, Verb.APPROVE, Verb.REJECT, Verb.SENT),
    *(Verb.DONE, Verb.DISPATCH, Verb.CHEQUE_BOUNCED),
    *(Verb.PROPOSE, Verb.ACCEPT_PLAN, Verb.DECLINE_PLAN, Verb.KIND, Verb.REWARD),
    Verb.ASSIGN,
}
_LENDING = {Verb.ORDER, Verb.FIGURE, Verb.LIMIT, Verb.FREEZE, Verb.UNFREEZE, Verb.CREDIT_REVIEW, Verb.REVIEW}
_OFFICE = {
    Verb.HOOK,
    Verb.CHANNEL,
    Verb.LETTERHEAD,
    Verb.TEMPLATE,
    Verb.SCHEDULE,
}  # in whose name, how and when it writes

VERBS: dict[Role, frozenset[Verb]] = {
    Role.OWNER: frozenset(Verb),
    Role.FINANCE: frozenset(
        _HEARD | _CASH | _BILLING | _CHASING | _OFFICE | _LENDING | {Verb.WRITE_OFF, Verb.MOVE, Verb.POLICY}
    ),
    Role.COLLECTIONS: frozenset(_HEARD | _CHASING | {Verb.HAND_OVER, Verb.CASE_FILE, Verb.AGENCY, Verb.UNDER_WAY}),
    Role.SALES: frozenset(_HEARD | {Verb.CUSTOMER, Verb.ORDER, Verb.DONE}),
    Role.SERVICE: frozenset(_HEARD | {Verb.DONE}),
    Role.COUNSEL: frozenset(
        {Verb.CASE_FILE, Verb.AGENCY, Verb.REPLY, Verb.READ, Verb.RECOVER, Verb.RECALL, Verb.ENCLOSE, Verb.REVIEW}
    ),
    Role.AUDITOR: frozenset(),
}
"""The verbs of each role; looking is not a verb, and open to all roles."""

APPROVERS: dict[Verb, frozenset[Role]] = {
    Verb.WAIVE: frozenset({Role.OWNER, Role.FINANCE}),
    Verb.RELEASE: frozenset({Role.OWNER, Role.FINANCE}),
    Verb.PLAN: frozenset({Role.OWNER, Role.FINANCE}),
    Verb.LIMIT: frozenset({Role.OWNER}),
    Verb.POLICY: frozenset({Role.OWNER, Role.FINANCE}),
    Verb.WRITE_OFF: frozenset({Role.OWNER}),
    Verb.HAND_OVER: frozenset({Role.OWNER}),
}
"""The verbs that need four eyes where the policy says nothing else, and the roles of the second pair."""

ALSO_ASKABLE: frozenset[Verb] = frozenset({Verb.RESOLVE})
"""Further verbs for which a policy may ask a yes; where it does not name them, none is needed."""

APPROVAL_NAMES: dict[Verb, str] = {Verb.RELEASE: "release-hold"}
"""What policies and requests call a verb, where that is not its own name."""

_ANY_APPROVER = frozenset(role for role, verbs in VERBS.items() if Verb.APPROVE in verbs)


def may(role: Role | str, verb: Verb | str) -> bool:
    """Tell whether a role may use a verb. Raises ValueError where either is unknown."""
    return Verb(verb) in VERBS[Role(role)]


def any_may(roles: Iterable[Role | str], verb: Verb | str) -> bool:
    """Tell whether a person of these roles may use a verb. Raises ValueError where one is unknown."""
    return any(may(role, verb) for role in roles)


def needs_approval(verb: Verb | str) -> bool:
    """Tell whether a verb needs the yes of another person by default. Raises ValueError for an unknown verb."""
    return Verb(verb) in APPROVERS


def may_approve(role: Role | str, verb: Verb | str) -> bool:
    """Tell whether a role may say yes to what another person asked for. Raises ValueError where one is unknown."""
    return Role(role) in APPROVERS.get(Verb(verb), _ANY_APPROVER)


def askable_names() -> list[str]:
    """Name the verbs for which a policy may ask somebody's yes, as it writes them, in the order of the alphabet."""
    return sorted(APPROVAL_NAMES.get(verb, verb.value) for verb in {*APPROVERS, *ALSO_ASKABLE})


MEANINGS: dict[Role, str] = {
    Role.OWNER: "decides, and comes in at the legal stage",
    Role.FINANCE: "money, invoices, limits; says yes to what collections ask for",
    Role.COLLECTIONS: "chases, agrees with customers, asks for what others decide",
    Role.SALES: "sales and customer service: takes down what customers say; does not chase",
    Role.SERVICE: "the service manager: suspends and resumes, and says so",
    Role.COUNSEL: "what was handed over, and a look at the policy",
    Role.AUDITOR: "sees everything, and changes nothing",
}


def role_table() -> list[str]:
    """Write which role may use which verb as the lines of a Markdown table: `yes`, or `asks` where others decide."""
    head = ["Verb", *Role]
    lines = [_row(head), _row(["---"] * len(head))]
    return lines + [_row([f"`{verb}`", *(_cell(role, verb) for role in Role)]) for verb in sorted(Verb)]


def _cell(role: Role, verb: Verb) -> str:
    if not may(role, verb):
        return ""
    return "yes" if role in APPROVERS.get(verb, Role) else "asks"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
