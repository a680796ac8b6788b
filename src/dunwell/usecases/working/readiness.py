"""A worker makes itself ready before its first night. Decides and writes nothing that anybody could see.

What a night needs is loaded when it is first used, and so is what the database server knows of our tables in each of
its processes: together half a second, which the first shard would wait for in the middle of the night.
"""

from dunwell.domain.roles import Verb
from dunwell.usecases.running import Asked, decide_and_review, digest_of, plan_scope
from dunwell.usecases.work import Caller, Work

FEW = 2_000  # customers: enough to be read as those of a shard are


def get_ready(caller: Caller) -> int:
    """Decide a few customers of a company as they stand, and forget it; gives how many rows that would have been."""
    work = Work(caller, Verb.RUN)
    first = work.books.customers.order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return 0
    asked = Asked(work.today, allow_stale=True, approved=True, delivered=False, full=True)
    scoped = plan_scope(work, decide_and_review, asked, None, within=(first, first + FEW))
    rows, _digest = digest_of(scoped.planned)
    return rows
