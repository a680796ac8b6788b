"""Give a customer another address: the new one takes the place of the old, which stays on record."""

from dunwell.data.models import Address, Contact, Customer
from dunwell.data.models.contact import ADDRESS_CHANNELS
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_email, check_text, warned_of_phone
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CUSTOMER)
def change_address(work: Work, *, customer: str, channel: str, text: str, role: str = "") -> Answer:
    """Reach a customer, or its person in a role, at another address from now on.

    `channel`: email, letter (a postal address) or sms (a telephone number). Given again after a bounce, the same
    address counts as working again. A number that no telephone has is taken with a warning.
    Raises Refused `unknown_customer`, UserError `unknown_channel`, `unknown_contact`,
    `bad_email` or `missing`.
    """
    _check_channel(channel)
    check_text("address", text, 1000, needed=True)
    check_email(text if channel == "email" else "")
    owner = work.customer(customer)
    contact = _contact(work, owner, role) if role else None
    work.note({"channel": channel, "role": role}, subject=owner, personal={"text": text})
    old = work.books.addresses.of_customer(owner).standing().filter(channel=channel, contact=contact)
    ended = old.update(ended_on=work.today, ended_seq=work.seq)
    address: Address = work.books.addresses.create(
        customer=owner, contact=contact, channel=channel, text=text, **work.stamp
    )
    told = {"customer": customer, "address_id": address.pk, "channel": channel, "ended": ended}
    return told | warned_of_phone(text if channel == "sms" else "", owner.country)


def _check_channel(channel: str) -> None:
    if channel not in ADDRESS_CHANNELS:
        raise UserError(
            "unknown_channel",
            f"{channel!r} is no channel that has addresses",
            f"Write one of {', '.join(ADDRESS_CHANNELS)}",
            field="channel",
            value=channel,
        )


def _contact(work: Work, customer: Customer, role: str) -> Contact:
    found: Contact | None = work.books.contacts.of_customer(customer).standing().filter(role=role).first()
    if found is None:
        raise UserError(
            "unknown_contact",
            f"{customer.ref} has nobody in the role {role}",
            "Give the role of a person of this customer, or none for the customer in general",
            field="role",
            value=role,
        )
    return found
