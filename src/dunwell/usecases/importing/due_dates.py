"""Due dates where a file gives none: by the row's terms, the customer's, or the policy's. Changes nothing."""

from collections.abc import Mapping
from datetime import date

from dunwell.data.models import Customer
from dunwell.domain.terms import due_date
from dunwell.domain.terms_reading import parse_terms
from dunwell.ports import ItemRow
from dunwell.usecases.ledger.policies import newest_version, thawed
from dunwell.usecases.work import Work


class DueDates:
    """Works out when invoices are due. `customers` are those on the books, by their numbers."""

    def __init__(self, work: Work, customers: Mapping[str, Customer]) -> None:
        self._work = work
        self._customers = customers
        self._of_policy: dict[str, str] = {}

    def of(self, row: ItemRow) -> date:
        """Work out when a row's invoice is due. Raises UserError `unknown_terms`."""
        customer = self._customers.get(row.customer_ref)
        own = row.terms or (customer.terms if customer else "")
        return due_date(parse_terms(own or self._policy_terms(customer)), row.item_date)

    def _policy_terms(self, customer: Customer | None) -> str:
        name = (customer.policy_name if customer else "") or self._work.company.policy_name
        if name not in self._of_policy:
            self._of_policy[name] = thawed(newest_version(self._work, name).text).terms
        return self._of_policy[name]
