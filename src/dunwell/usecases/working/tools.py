"""What a worker has at hand, and what a job is. Knows no job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dunwell.data.models import Company
from dunwell.domain.roles import Role
from dunwell.domain.webhooks import Teller
from dunwell.ports import Hands, Papers, Post
from dunwell.usecases.work import Caller

WORKER = "worker"
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shift:
    """A job at work: for which company, for which of its days, and by whom."""

    company: Company
    day: date
    caller: Caller
    tools: "Tools"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done by the clock, each day or on one weekday (0 is Monday), where nobody has set another hour.

    `do` answers with what came of it, in plain values; None: it is not done yet, and is tried again soon. Done twice
    for a day it has to be as if done once: a worker may die before it can say that it was done.
    """

    hour: int
    do: Callable[[Shift], Outcome | None]
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """All that a worker needs of the world: hands, post, papers for each company, the jobs it knows, and a teller.

    `say` hears a line about each thing that was done. Without a `teller` no other system is told events.
    """

    hands: Hands
    post: Post
    papers: Callable[[str], Papers]
    jobs: Mapping[str, Job]
    teller: Teller | None = None
    say: Callable[[str], None] = lambda line: None

    def local(self, company: Company) -> datetime:
        """Tell what clocks show where a company is, as a moment without a zone."""
        return self.hands.clock().astimezone(ZoneInfo(company.zone)).replace(tzinfo=None)

    def caller(self, company: Company) -> Caller:
        """Give the worker as the caller of a use case of a company, now."""
        return Caller(company.slug, WORKER, Role.OWNER, self.hands.clock(), self.local(company).date())

    def with_hands(self, **changes: Any) -> "Tools":
        """Give the same tools with other hands."""
        return replace(self, hands=replace(self.hands, **changes))
