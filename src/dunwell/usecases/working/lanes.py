"""The lanes of a worker: one decides, one sends, one tells other systems, so that none waits for another.

Knows no process.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.usecases.deliver_events import deliver_events, due
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.seal_journal import seal_journal
from dunwell.usecases.sharding.driving import help_once
from dunwell.usecases.working.clock import do_due_jobs
from dunwell.usecases.working.readiness import get_ready
from dunwell.usecases.working.tools import Tools

Tick = Callable[[], bool]
BATCH = 20  # messages at a time: so long a wish to stop has to wait, at most
SEALS_EVERY = timedelta(minutes=10)


class Worker:
    """One worker: what it does next, a small step at a time. `company`: for that one alone (its short name)."""

    def __init__(self, tools: Tools, company: str | None = None) -> None:
        self.tools = tools
        self.company = company
        self._sealed_at: datetime | None = None

    def companies(self) -> list[Company]:
        """List the companies to work for."""
        rows = Company.objects.order_by("slug")
        return list(rows.filter(slug=self.company) if self.company else rows)

    def get_ready(self) -> None:
        """Load what a night needs before there is one."""
        any(get_ready(self.tools.caller(company)) for company in self.companies())

    def keep_schedule(self) -> bool:
        """Do the jobs whose hour has come, and seal what waits in journals from time to time."""
        companies = self.companies()
        return do_due_jobs(self.tools, companies) | (not self.tools.hands.stops() and self._seal(companies))

    def help_runs(self) -> bool:
        """Do one shard of each run that is in hand."""
        done = False
        for company in self.companies():
            for run in Books(company).runs.in_hand().values_list("pk", flat=True):
                done |= not self.tools.hands.stops() and help_once(self.tools.caller(company), run, self.tools.hands)
        return done

    def send(self) -> bool:
        """Send a batch of what waits in the outboxes."""
        done = [self._send(company) for company in self.companies() if not self.tools.hands.stops()]
        return any(done)

    def _send(self, company: Company) -> bool:
        if not Books(company).messages.at_work(self.tools.hands.clock()).exists():
            return False
        post, papers = self.tools.post, self.tools.papers(company.slug)
        told = dispatch_notices(self.tools.caller(company), post, papers, limit=BATCH)["channels"]
        done = {name: channel["results"] for name, channel in told.items() if channel["results"]}
        if done:
            self.tools.say(f"{company.slug}: sent {done}")
        return bool(done) or any(channel["cancelled"] for channel in told.values())

    def tell(self) -> bool:
        """Tell other systems the events that wait for them."""
        done = [self._tell(company) for company in self.companies() if not self.tools.hands.stops()]
        return any(done)

    def _tell(self, company: Company) -> bool:
        hands, teller = self.tools.hands, self.tools.teller
        if teller is None or not due(Books(company), hands.clock()).exists():
            return False
        caller = self.tools.caller(company)
        told = deliver_events(caller, teller=teller, clock=hands.clock, stops=hands.stops, most=BATCH)
        done = {name: number for name, number in told.items() if name != "stopped" and number}
        if done:
            self.tools.say(f"{company.slug}: told {done}")
        return bool(done)

    def _seal(self, companies: Iterable[Company]) -> bool:
        """Seal journals: until an entry is sealed nobody can prove that it was not removed."""
        at = self.tools.hands.clock()
        if self._sealed_at is not None and at - self._sealed_at < SEALS_EVERY:
            return False
        self._sealed_at = at
        waiting = [company for company in companies if journal.unsealed(company)]
        for company in waiting:
            seal_journal(company.slug, at=at, holder=self.tools.hands.holder)
        return bool(waiting)
