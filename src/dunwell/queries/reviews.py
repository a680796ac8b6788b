"""Who has reviewed policies and weekly reports, and which reviews are due. Reads only."""

from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company

LISTED = 100


def review_facts(company: Company, as_of: date) -> list[dict[str, Any]]:
    """List the newest review of each policy and role, and of weekly reports, with those that are due or never were.

    A policy is due again, too, when another version of it has been put in force since.
    """
    books = Books(company)
    rows = list(books.reviews.order_by("-reviewed_on", "-id")[:LISTED])
    seen: set[tuple[str, str, str]] = set()
    told = []
    now = {each.name: each.digest[:12] for each in books.policy_versions.order_by("activated_on", "id")}
    for row in rows:
        name = row.about.split()[0] if row.what == "policy" else ""
        key = (row.what, name, row.role)
        if key in seen:
            continue
        seen.add(key)
        changed = row.what == "policy" and not row.about.endswith(now.get(name, ""))
        due = changed or (row.next_due_on is not None and row.next_due_on <= as_of)
        told.append(
            {
                "what": row.what,
                "about": row.about,
                "role": row.role,
                "by": row.reviewed_by,
                "on": row.reviewed_on.isoformat(),
                "next_due_on": row.next_due_on.isoformat() if row.next_due_on else "",
                "state": "due" if due else "",
                "remarks": row.remarks,
            }
        )
    reviewed = {name for what, name, _ in seen if what == "policy"}
    return told + [
        {"what": "policy", "about": f"{name} {digest}", "state": "never reviewed"}
        for name, digest in sorted(now.items())
        if name not in reviewed
    ]
