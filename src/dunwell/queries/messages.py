"""The outbox: notices that are decided and wait to be sent. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company


def outbox(company: Company) -> list[dict[str, Any]]:
    """List the messages that wait to be sent, in the order in which they were decided."""
    rows = Books(company).messages.outbox().select_related("customer", "decision", "address").order_by("id")
    return [
        {
            "id": row.pk,
            "customer": row.customer.ref,
            "name": row.customer.name,
            "channel": row.channel,
            "template": row.decision.template,
            "language": row.language,
            "address": row.address.text if row.address else "",
            "decided_for": row.decision.as_of.isoformat(),
        }
        for row in rows
    ]
