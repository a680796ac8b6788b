"""Where a run is cut: stretches of ids, each with as many customers to decide as the others. Knows no plan."""

from datetime import date

from django.db import connection

from dunwell.data.models import Company
from dunwell.data.snapshot.reading import rows

# Customers for whose facts and plans a lane has the memory; on a server two lanes work beside each other.
AT_A_TIME = {"sqlite": 50_000, "postgresql": 34_000}


def usual_size() -> int:
    """Give of how many customers shards are where nobody says it; SQLite has one lane, which takes what two would."""
    return AT_A_TIME[connection.vendor]


def cut(company: Company, due_by: date, number: int, size: int, *, full: bool) -> list[tuple[int, int, int]]:
    """Cut a run into stretches of about `size` customers to decide: the first id, the last, and how many.

    To decide are `number`: all, or those whose day of review is `due_by` or an earlier one. The stretches leave nobody
    out: who need not be decided is counted as silent by the one in which it stands.
    """
    shards = -(-number // size)
    if not shards:
        return []
    due, params = ("", []) if full else (_DUE, [due_by])
    found = rows(_CUT.format(due=due), [-(-number // shards), company.pk, *params])
    ((newest,),) = rows("SELECT MAX(id) FROM data_customer WHERE company_id = %s", [company.pk])
    lasts = [*(int(last) for last, _ in found[:-1]), int(newest)]
    firsts = [1, *(last + 1 for last in lasts)]
    return [(first, last, int(many)) for first, last, (_, many) in zip(firsts, lasts, found, strict=False)]


_DUE = "AND (c.next_review_on IS NULL OR c.next_review_on <= %s)"
_CUT = """
SELECT MAX(p.id), COUNT(*) FROM (
  SELECT c.id, (ROW_NUMBER() OVER (ORDER BY c.id) - 1) / %s AS part
  FROM data_customer c WHERE c.company_id = %s {due}
) p GROUP BY p.part ORDER BY p.part
"""
