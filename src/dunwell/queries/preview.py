"""A message as it will look, before anything of it is made: what a decision would send now. Reads only."""

from dunwell.data.books import Books
from dunwell.data.models import Company, Decision, Message
from dunwell.queries.message_facts import Choose, Told, message_facts


def told_by(company: Company, number: int, choose: Choose) -> tuple[Decision, Told] | None:
    """Give what the notice of a decision would say, with the decision; none for a call, a task or an unknown number."""
    books = Books(company)
    rows = books.decisions.filter(pk=number, channel__in=("email", "letter")).select_related("customer", "item")
    decision: Decision | None = rows.first()
    if decision is None:
        return None
    addresses = books.addresses.of_customer(decision.customer).standing()
    address = addresses.filter(channel=decision.channel, bounced_on__isnull=True).order_by("-id").first()
    message = Message(
        company=company,
        decision=decision,
        customer=decision.customer,
        channel=decision.channel,
        address=address,
        language=decision.customer.language,
    )
    return decision, message_facts(company, [message], choose)[0]
