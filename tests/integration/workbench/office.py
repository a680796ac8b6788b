"""An office for tests of the workbench: two companies, a person in each role, customers who owe, and browsers."""

from datetime import timedelta
from typing import Any

from django.test import Client

from dunwell import wiring
from dunwell.data.models import Account, Company, Customer
from dunwell.domain.roles import Role
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.add_person import add_person
from dunwell.usecases.open_account import give_account, open_account
from dunwell.usecases.open_company import open_company
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.work import Caller

PASSWORD = "four words nobody guesses"
OURS, THEIRS = "ours", "theirs"


class Office:
    """Two companies and all who work for them; each browser is signed in already."""

    def __init__(self) -> None:
        self.at = wiring.now()
        self.today = wiring.today("UTC")
        for slug in (OURS, THEIRS):
            open_company(self.caller(slug), slug=slug, name=f"{slug.title()} B.V.", country="NL", currency="EUR")
        self.accounts: dict[str, Account] = {}
        for role in Role:
            self.employ(OURS, role.value, role)
        self.employ(THEIRS, "their-owner", Role.OWNER)
        opened = open_account(email="stranger@example.org", name="stranger", password=PASSWORD, at=self.at)
        self.accounts["stranger"] = Account.objects.get(pk=opened["account"])

    def caller(self, company: str = OURS, role: Role = Role.OWNER) -> Caller:
        """Give somebody who may do all."""
        return Caller(company, f"{role.value} of {company}", role, self.at, self.today)

    def days_pass(self, number: int) -> None:
        """Let days pass, for the books and for the pages."""
        self.today += timedelta(days=number)
        wiring.live_on(self.today)
        self.at = wiring.now()

    def employ(self, company: str, name: str, *roles: Role) -> Account:
        """Let a person of this name sign in and work for a company."""
        opened = open_account(email=f"{name}@example.org", name=name, password=PASSWORD, at=self.at)
        add_person(self.caller(company), name=name, email=f"{name}@example.org", roles=[role.value for role in roles])
        give_account(self.caller(company), name=name, account=opened["account"])
        self.accounts[name] = Account.objects.get(pk=opened["account"])
        return self.accounts[name]

    def browser(self, name: str = "owner") -> Client:
        """Give a browser in which a person has signed in; it lets faults through."""
        client = Client()
        client.force_login(self.accounts[name], backend="dunwell.faces.workbench.signing.ByMail")
        return client

    def customer(self, ref: str = "C1", company: str = OURS, *, days: int = 40, minor: int = 120_000) -> Customer:
        """Add a customer who owes an invoice that has been past due for so many days."""
        due = self.today - timedelta(days=days)
        caller = self.caller(company)
        addresses: dict[str, Any] = {"email": f"{ref.lower()}@example.com"}
        add_customer(caller, ref=ref, name=f"{ref} Trading Ltd", country="NL", **addresses)
        post_invoice(
            caller,
            customer=ref,
            number=f"INV-{company}-{ref}",
            amount_minor=minor,
            currency="EUR",
            item_date=due - timedelta(days=30),
            due_date=due,
        )
        return Customer.objects.get(company=Company.objects.get(slug=company), ref=ref)
