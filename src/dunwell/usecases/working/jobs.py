"""The jobs that need nothing but the books and the post: run, seal, check, digest. Others are added by wiring."""

from dataclasses import replace

from dunwell.domain.errors import Refused
from dunwell.invariants import check_all
from dunwell.usecases.keep_figures import prepare_pages
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.seal_journal import seal_journal
from dunwell.usecases.send_digest import send_digest
from dunwell.usecases.working.tools import Job, Outcome, Shift


def run(shift: Shift) -> Outcome | None:
    """Run the day, once however often it is called, and make ready what pages show of it.

    A run of which others have the last shards is not done yet.
    """
    caller = replace(shift.caller, key=f"schedule:run:{shift.day}")
    try:
        answer = run_collections(caller, as_of=shift.day, hands=shift.tools.hands)
    except Refused as refused:  # somebody has run a later day by hand
        return {"refused": refused.code}
    if answer["state"] in ("planning", "approved"):
        return None
    prepare_pages(shift.company, shift.day, shift.tools.hands.clock)
    return {name: answer[name] for name in ("run", "state", "waits_for", "stale_cash", "counts")}


def seal(shift: Shift) -> Outcome:
    """Seal what waits in the journal."""
    done = seal_journal(shift.company.slug, at=shift.tools.hands.clock(), holder=shift.tools.hands.holder)
    root = f"{done.root.number}:{done.root.hash.hex()}" if done.root else ""
    return {"entries": done.entries, "root": root, "held_by": done.held_by or ""}


def check(shift: Shift) -> Outcome:
    """Check the truths of the books, of all companies."""
    return {"broken": {each.name: each.total for each in check_all()}}


def digest(shift: Shift) -> Outcome:
    """Tell staff about the day."""
    told = send_digest(shift.caller, shift.tools.post, shift.tools.papers(shift.company.slug))
    return {"result": str(told["result"]), "to": len(told["to"])}


COMMON = {"check": Job(3, check), "run": Job(6, run), "digest": Job(7, digest), "seal": Job(20, seal)}
"""Jobs by name, with the hour at which each is done where nobody has set another one."""
