"""A person keeps a list as it likes to see it, or drops it again. It touches no books, and stands in no journal."""

from typing import Any

from django.db import transaction

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import UserError

MOST = 30
LONGEST = 500


@transaction.atomic
def save_view(company: Company, account: Any, *, page: str, name: str, query: str) -> None:
    """Keep a view under a name, in the place of one of the same name. Raises UserError `missing` or `too_long`."""
    views = Books(company).saved_views
    mine = views.filter(account=account.pk, page=page)
    if not name.strip():
        raise UserError("missing", "A view needs a name", "Give it one", field="name")
    if len(name) > 80 or len(query) > LONGEST or mine.exclude(name=name).count() >= MOST:
        raise UserError("too_long", f"A name has up to 80 letters, and a person up to {MOST} views", "Drop one first")
    views.update_or_create(company=company, account=account, page=page, name=name, defaults={"query": query})


def drop_view(company: Company, account: Any, *, page: str, name: str) -> None:
    """Drop a view; one that is not there is dropped already."""
    Books(company).saved_views.filter(account=account.pk, page=page, name=name).delete()
