"""All tables of the ledger, by noun."""

from dunwell.data.models.account import Account, PersonalRead, SavedView, SignInAttempt
from dunwell.data.models.action import Call, Charge, Message, Task
from dunwell.data.models.approval import Approval
from dunwell.data.models.bond import Heard, KindFinding, Reward
from dunwell.data.models.charge_part import ChargePart
from dunwell.data.models.commitment import Commitment, Cover, CoverUse, Instalment
from dunwell.data.models.company import Company, Person
from dunwell.data.models.contact import Address, Contact
from dunwell.data.models.credit import CreditFigure, CreditFreeze, CreditReview, OrderTold
from dunwell.data.models.customer import Acceptance, Customer, ReasonChange
from dunwell.data.models.decision import Decision, DecisionHeld, DecisionItem, DecisionTotal
from dunwell.data.models.dispute import Dispute
from dunwell.data.models.enclosure import Enclosure
from dunwell.data.models.entry import Allocation, Entry
from dunwell.data.models.episode import Episode, Placement, StageChange, StepMark
from dunwell.data.models.event import Event, EventDelivery, Hook
from dunwell.data.models.figures import Figures
from dunwell.data.models.intake import Document, IdempotencyKey, Identifier, ImportFile, ImportMapping
from dunwell.data.models.item import DueDateChange, Item, Reopening
from dunwell.data.models.item_terms import DiscountTaken, ItemTerms
from dunwell.data.models.journal import JournalBatch, JournalEntry, JournalPersonal, JournalSealer
from dunwell.data.models.offer import PlanOffer
from dunwell.data.models.outbox import ChannelSetting, Digest, Letterhead, MessagePart, OwnText, Part
from dunwell.data.models.paper_setting import PaperSetting
from dunwell.data.models.payment_reference import PaymentReference
from dunwell.data.models.policy_version import PolicyVersion, RunPolicy
from dunwell.data.models.restoration import Restoration
from dunwell.data.models.review import Review
from dunwell.data.models.run import Run, RunPlan, RunShard
from dunwell.data.models.schedule import Schedule
from dunwell.data.models.stops import HandOver, Hold, Pause, Reply, UnderWay
from dunwell.data.models.work_row import WorkRow, WorkState

__all__ = [
    "Acceptance",
    "Account",
    "Address",
    "Allocation",
    "Approval",
    "Call",
    "ChannelSetting",
    "Charge",
    "ChargePart",
    "Commitment",
    "Company",
    "Contact",
    "Cover",
    "CoverUse",
    "CreditFigure",
    "CreditFreeze",
    "CreditReview",
    "Customer",
    "Decision",
    "DecisionHeld",
    "DecisionItem",
    "DecisionTotal",
    "Digest",
    "DiscountTaken",
    "Dispute",
    "Document",
    "DueDateChange",
    "Enclosure",
    "Entry",
    "Episode",
    "Event",
    "EventDelivery",
    "Figures",
    "HandOver",
    "Heard",
    "Hold",
    "Hook",
    "IdempotencyKey",
    "Identifier",
    "ImportFile",
    "ImportMapping",
    "Instalment",
    "Item",
    "ItemTerms",
    "JournalBatch",
    "JournalEntry",
    "JournalPersonal",
    "JournalSealer",
    "KindFinding",
    "Letterhead",
    "Message",
    "MessagePart",
    "OrderTold",
    "OwnText",
    "PaperSetting",
    "Part",
    "Pause",
    "PaymentReference",
    "Person",
    "PersonalRead",
    "Placement",
    "PlanOffer",
    "PolicyVersion",
    "ReasonChange",
    "Reopening",
    "Reply",
    "Restoration",
    "Review",
    "Reward",
    "Run",
    "RunPlan",
    "RunPolicy",
    "RunShard",
    "SavedView",
    "Schedule",
    "SignInAttempt",
    "StageChange",
    "StepMark",
    "Task",
    "UnderWay",
    "WorkRow",
    "WorkState",
]
