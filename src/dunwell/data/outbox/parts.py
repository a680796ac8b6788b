"""What was sent, in parts that messages share, kept by the hash of their bytes; and back, byte for byte.

Knows neither mail nor papers. Writes are made inside the caller's transaction.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from dunwell.data.books import Books
from dunwell.data.models import Company, MessagePart, Part
from dunwell.domain.mail import Piece, whole


def keep(company: Company, messages: Mapping[int, Sequence[Piece]]) -> None:
    """Keep the pieces of messages, by their numbers; a content that is there already is kept once.

    What was kept of these messages before is forgotten: until it is sent, a message may be rendered anew.
    """
    books = Books(company)
    ids = keep_parts(company, [piece for pieces in messages.values() for piece in pieces])
    books.message_parts.filter(message__in=list(messages)).delete()
    rows = [
        MessagePart(
            company=company,
            message_id=number,
            part_id=ids[piece.sha256],
            place=place,
            encoding=piece.encoding,
            name=piece.name[:200],
        )
        for number, pieces in messages.items()
        for place, piece in enumerate(pieces)
    ]
    MessagePart.objects.bulk_create(rows, batch_size=500)


def keep_parts(company: Company, pieces: Collection[Piece]) -> dict[str, int]:
    """Keep contents, each once, and give their ids by hash."""
    contents = {piece.sha256: piece.content for piece in pieces}
    parts = Books(company).parts
    known = dict(parts.filter(sha256__in=list(contents)).values_list("sha256", "id"))
    fresh = [
        Part(company=company, sha256=sha256, size=len(content), content=content)
        for sha256, content in contents.items()
        if sha256 not in known
    ]
    Part.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=100)
    return dict(parts.filter(sha256__in=list(contents)).values_list("sha256", "id"))


def pieces_of(company: Company, numbers: Collection[int]) -> dict[int, list[Piece]]:
    """Give the pieces of messages as they were kept, by the messages' numbers; those without any are left out."""
    rows = Books(company).message_parts.filter(message__in=list(numbers)).select_related("part")
    found: dict[int, list[Piece]] = defaultdict(list)
    for row in rows.order_by("message_id", "place"):
        found[row.message_id].append(Piece(bytes(row.part.content), row.encoding, row.name))
    return dict(found)


def digest_of(pieces: Sequence[Piece]) -> tuple[str, int]:
    """Give the SHA-256 and the size of a message as a whole."""
    data = whole(pieces)
    return hashlib.sha256(data).hexdigest(), len(data)
