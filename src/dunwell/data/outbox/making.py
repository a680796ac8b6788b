"""Messages whose bytes are made, written down: one statement for all, each with its own values. Knows no mail."""

from collections.abc import Sequence

from django.db import connection

from dunwell.data.books import Books
from dunwell.data.models import Message
from dunwell.data.straight import cursor_beside

_CHANGED = ("state", "address_id", "token", "message_id", "subject", "sha256", "size", "rendered_at")


def made_ready(books: Books, messages: Sequence[Message]) -> None:
    """Write what making has changed of messages: their state, where they go, subject, hash and size."""
    if not messages:
        return
    fields = {field.attname: field for field in Message._meta.concrete_fields}
    kept = [fields[name] for name in _CHANGED]
    rows = [
        [*(field.get_db_prep_save(getattr(each, field.attname), connection) for field in kept), each.pk]
        for each in messages
    ]
    places = ", ".join(f"{field.column} = %s" for field in kept)
    statement = f"UPDATE data_message SET {places} WHERE id = %s AND company_id = {int(books.company.pk)}"  # noqa: S608
    with cursor_beside() as cursor:
        cursor.executemany(statement, rows)
