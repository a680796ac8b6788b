"""Put somebody who works for the company on record: who gets its digest, and in which roles. Knows no sign-in."""

from collections.abc import Sequence

from dunwell.domain.errors import UserError
from dunwell.domain.mail import check_address
from dunwell.domain.roles import Role, Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PERSON)
def add_person(work: Work, *, name: str, email: str = "", roles: Sequence[str] = (), active: bool = True) -> Answer:
    """Add a person, or change what is known of one by this name. `active` False: she works here no longer.

    Raises UserError `missing`, `bad_address` and `unknown_role`.
    """
    check_text("name", name, needed=True)
    known = [role.value for role in Role]
    unknown = next((role for role in roles if role not in known), None)
    if unknown is not None:
        raise UserError(
            "unknown_role",
            f"There is no role {unknown!r}",
            f"Choose from: {', '.join(known)}",
            field="roles",
            value=unknown,
        )
    address = check_address(email) if email else ""
    work.note({"roles": sorted(set(roles)), "active": active}, personal={"name": name, "email": address})
    said = {"email": address, "roles": sorted(set(roles)), "active": active}
    if not work.books.people.filter(name=name).update(**said):
        work.books.people.create(name=name, **said)
    return {"name": name, **said}
