"""What was sent, in parts that messages share, kept by the hash of their bytes; and back, byte for byte.

Knows neither mail nor papers. Writes are made inside the caller's transaction.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from dunwell.data.books import Books
from dunwell.data.models import Company, MessagePart, Part
from dunwell.data.straight import cursor_beside, put_many
from dunwell.domain.mail import Piece, whole


def keep(company: Company, messages: Mapping[int, Sequence[Piece]]) -> None:
    """Keep the pieces of messages, by their numbers; a content that is there already is kept once.

    What was kept of these messages before is forgotten: until it is sent, a message may be rendered anew.
    """
    books = Books(company)
    hashed = {number: [(piece.sha256, piece) for piece in pieces] for number, pieces in messages.items()}
    ids = _kept(company, {sha256: piece.content for pieces in hashed.values() for sha256, piece in pieces})
    books.message_parts.filter(message__in=list(messages)).delete()
    rows = [
        MessagePart(
            company=company,
            message_id=number,
            part_id=ids[sha256],
            place=place,
            encoding=piece.encoding,
            name=piece.name[:200],
        )
        for number, pieces in hashed.items()
        for place, (sha256, piece) in enumerate(pieces)
    ]
    put_many(rows)


def keep_parts(company: Company, pieces: Collection[Piece]) -> dict[str, int]:
    """Keep contents, each once, and give their ids by hash."""
    return _kept(company, {piece.sha256: piece.content for piece in pieces})


def _kept(company: Company, contents: Mapping[str, bytes]) -> dict[str, int]:
    parts = Books(company).parts
    known = dict(parts.filter(sha256__in=list(contents)).values_list("sha256", "id"))
    fresh = [
        Part(company=company, sha256=sha256, size=len(content), content=content)
        for sha256, content in contents.items()
        if sha256 not in known
    ]
    put_many(fresh, known=True)
    return dict(parts.filter(sha256__in=list(contents)).values_list("sha256", "id"))


def pieces_of(company: Company, numbers: Collection[int]) -> dict[int, list[Piece]]:
    """Give the pieces of messages as they were kept, by the messages' numbers; those without any are left out."""
    found: dict[int, list[Piece]] = defaultdict(list)
    if numbers:
        with cursor_beside(binary=True) as cursor:
            cursor.execute(_PIECES.format(", ".join(["%s"] * len(numbers))), [company.pk, *numbers])
            for number, content, encoding, name in cursor.fetchall():
                found[number].append(Piece(bytes(content), encoding, name))
    return dict(found)


_PIECES = """
SELECT m.message_id, p.content, m.encoding, m.name
FROM data_messagepart m JOIN data_part p ON p.id = m.part_id AND p.company_id = m.company_id
WHERE m.company_id = %s AND m.message_id IN ({}) ORDER BY m.message_id, m.place
"""


def digest_of(pieces: Sequence[Piece]) -> tuple[str, int]:
    """Give the SHA-256 and the size of a message as a whole."""
    data = whole(pieces)
    return hashlib.sha256(data).hexdigest(), len(data)
