"""What the runs of a trial would do, in sums and one by one. Reads only."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from dunwell.data.books import Books
from dunwell.usecases.ledger.policies import thawed

NOTICES = ("email", "letter", "sms")


def told(books: Books, runs: list[int], first: date) -> dict[str, Any]:
    """Tell what runs did: by step, by week, by customer and day, late charges, and where customers stand at the end."""
    decisions = books.decisions.carried_out().filter(run__in=runs)
    by_step = decisions.order_by().values_list("channel", "template").annotate(number=Count("id"))
    weeks: Counter[int] = Counter()
    for on, number in (
        decisions.filter(channel__in=NOTICES).order_by().values_list("as_of").annotate(number=Count("id"))
    ):
        weeks[(on - first).days // 7] += number
    charges: Any = (
        books.charges.filter(run__in=runs).order_by().values_list("currency").annotate(minor=Sum("charge_minor"))
    )
    return {
        "steps": [
            {"channel": channel, "template": template, "number": number}
            for channel, template, number in by_step.order_by("channel", "template")
        ],
        "weeks": {str(week + 1): number for week, number in sorted(weeks.items())},
        "charges_minor": {currency: int(minor) for currency, minor in charges},
        "duties": books.tasks.filter(run__in=runs, decision__isnull=True).count(),
        "stages": _stages(books),
        "on_hold": books.holds.standing().count(),
        "contacts": [
            {"on": on.isoformat(), "customer": ref, "channel": channel, "template": template, "days": days}
            for on, ref, channel, template, days in decisions.order_by("as_of", "id").values_list(
                "as_of", "customer__ref", "channel", "template", "days"
            )
        ],
    }


def _stages(books: Books) -> dict[str, int]:
    found: Counter[str] = Counter()
    rows = books.episodes.standing().order_by().values_list("policy_version_id", "stage").annotate(number=Count("id"))
    versions = {each.pk: thawed(each.text) for each in books.policy_versions.filter(pk__in=[row[0] for row in rows])}
    for version, stage, number in rows:
        found[versions[version].stage_at(stage).stage] += number
    return dict(found)
