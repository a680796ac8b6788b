"""The tools of a worker of this process, and the jobs that need the folder of the installation: backup, weekly report.

Knows no schedule.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dunwell import wiring
from dunwell.config.environment import installation
from dunwell.config.home_files import home_files

if TYPE_CHECKING:
    from dunwell.usecases.working.tools import Shift, Tools

BACKUPS_KEPT = 14


def tools(say: Callable[[str], None] = lambda line: None, **hands: Any) -> "Tools":
    """Give all that a worker works with; `say` hears a line about each thing done, `hands` as `Hands` names it."""
    from dunwell.usecases.working.jobs import COMMON
    from dunwell.usecases.working.tools import Job, Tools

    more = {"backup": Job(2, _back_up), "weekly-report": Job(7, _report_week, weekday=0)}
    stops = {"stops": hands["stops"]} if "stops" in hands else {}
    return Tools(
        hands=wiring.hands(**hands),
        post=wiring.post(**stops),
        papers=wiring.papers,
        jobs={**COMMON, **more},
        teller=wiring.teller(),
        say=say,
    )


def _back_up(shift: "Shift") -> dict[str, Any]:
    """Write a backup of the installation, once a day for all its companies; the newest ones are kept."""
    from dunwell.usecases.make_backup import make_backup

    path = installation().home / "backups" / f"dunwell-{shift.day}.backup"
    if path.exists():
        return {"file": str(path)}
    path.parent.mkdir(mode=0o700, exist_ok=True)
    told = make_backup(path, home_files(), wiring.now())
    for old in sorted(path.parent.glob("dunwell-*.backup"))[:-BACKUPS_KEPT]:
        old.unlink()
    return {name: told[name] for name in ("file", "bytes", "rows", "companies")}


def _report_week(shift: "Shift") -> dict[str, Any]:
    """Write the figures of the week before into a workbook, and send it to owners and finance, once."""
    from dunwell.queries.reports import week_report
    from dunwell.usecases.send_week import send_week

    day = shift.day - timedelta(days=1)
    path = installation().home / "reports" / shift.company.slug / f"week-to-{day}.xlsx"
    if path.exists():
        return {"file": str(path), "sent": 0}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = wiring.sheet_writers()[".xlsx"](week_report(shift.company, day).as_sheet())
    more: Any = {"open_channel": wiring.open_channel, "speak": wiring.language, "at": wiring.now()}
    sent = send_week(shift.company, day, content, **more)
    return {"file": str(wiring.write_file(path, content)), "sent": sent}
