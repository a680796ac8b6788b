"""A worker for tests: a desk, a clock that is set by hand, and jobs that say when they were done."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dunwell import wiring
from dunwell.ports import Hands, Post
from dunwell.usecases.working.jobs import COMMON
from dunwell.usecases.working.lanes import Worker
from dunwell.usecases.working.tools import Job, Tools
from integration.outbox.office import Office
from integration.usecases.desk import day

TODAY = day(1)  # 1 April 2026, summer time where the company is: two hours before UTC


class Yard(Office):
    """An office whose books are kept by workers; its clock stands at 5 in the morning in Amsterdam."""

    def __init__(self, folder: Path, policy: str = "") -> None:
        super().__init__(folder, policy)
        self.company.zone = "Europe/Amsterdam"
        self.company.save()
        self.said: list[str] = []
        self.at("2026-04-01T05:00")

    def at(self, local: str) -> None:
        """Set the clock to a time of day in Amsterdam, in summer."""
        self.now = datetime.fromisoformat(local).replace(tzinfo=UTC) - timedelta(hours=2)

    def tools(self, holder: str = "one", jobs: Mapping[str, Job] = COMMON, **hands: Any) -> Tools:
        """Give the tools of a worker."""
        return Tools(
            hands=Hands(**{"holder": holder, "clock": lambda: self.now, "shard_size": 2, **hands}),
            post=Post(open_channel=self.channel, clock=lambda: self.now, holder=holder),
            papers=lambda slug: wiring.papers(),
            jobs=jobs,
            say=self.said.append,
        )

    def worker(self, holder: str = "one", **tools: Any) -> Worker:
        """Give a worker."""
        jobs = tools.pop("jobs", COMMON)
        return Worker(self.tools(holder, jobs, **tools), "ours")

    def job(
        self, do: Callable[[], Any], hour: int = 6, weekday: int | None = None
    ) -> tuple[dict[str, Job], list[date]]:
        """Give a job that notes for which days it was begun."""
        days: list[date] = []

        def noted(shift: Any) -> Any:
            days.append(shift.day)
            return do()

        return {"job": Job(hour, noted, weekday)}, days
