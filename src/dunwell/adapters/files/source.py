"""From a file's bytes to its text: size, binaries, encodings. It knows no delimiter, header or value.

UTF-8 is proved by reading it strictly. Anything else of one byte a letter can only be judged by the words that
come out, so the note always shows one, for a person to look at.
"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from dunwell.adapters.files.faults import FileError, fault

MAX_BYTES = 256 * 1024 * 1024
"""Largest file that is read: some two million rows of twelve columns."""

SAMPLE_BYTES = 64 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_XML_STARTS = tuple("<?xml".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_XML_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARIES = (
    (b"PK\x03\x04", "a ZIP archive or an XLSX workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"SQLite format 3", "a database"),
)
_ONE_BYTE = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257"]
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, how its letters were read and why, and the SHA-256 of its bytes."""

    text: str
    encoding: str
    why: str
    digest: str


def looks_like_xml(content: bytes) -> bool:
    """Tell whether bytes begin as an XML document does."""
    start = content[:400]
    for mark in _XML_MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip()
    return start.startswith(_XML_STARTS) or (start.startswith(b"<") and (start[1:2].isalpha() or start[1:2] == b"!"))


def load_bytes(path: Path) -> bytes:
    """Load a file of bounded size.

    Raises FileError `file_missing`, `file_unreadable`, `file_empty` or `file_too_large`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FileError(fault("file_too_large", size=size, most=MAX_BYTES))
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError(fault("file_missing")) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(fault("file_unreadable", why=why)) from None
    if not content.strip():
        raise FileError(fault("file_empty"))
    return content


def decode(content: bytes) -> Source:
    """Read bytes as text: by byte order mark, else as strict UTF-8, else in the likeliest one-byte encoding.

    Raises FileError `file_binary` or `encoding_unknown`.
    """
    digest = hashlib.sha256(content).hexdigest()
    for magic, what in _BINARIES:
        if content.startswith(magic):
            raise FileError(fault("file_binary", what=what))
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Source(_strictly(content[len(mark) :] if encoding == "utf-8" else content, encoding), encoding,
                          "the file begins with its byte order mark", digest)  # fmt: skip
    if b"\x00" in content:
        encoding = _utf16_without_mark(content)
        return Source(_strictly(content, encoding), encoding, "every other byte is zero", digest)
    if _CONTROLS.intersection(content):
        raise FileError(fault("file_binary", what="bytes that no text holds"))
    try:
        return Source(content.decode("utf-8"), "utf-8", "all of it reads as UTF-8", digest)
    except UnicodeDecodeError as error:
        return _one_byte(content, error.start, digest)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FileError(fault("encoding_unknown")) from None
    if "\x00" in text:
        raise FileError(fault("file_binary", what="text with zero bytes in it"))
    return text.removeprefix("\ufeff")


def _utf16_without_mark(content: bytes) -> str:
    """Tell UTF-16 without a mark from a binary: nearly all zeros stand on one side of the byte pairs."""
    sample = content[:SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 == 0 and max(even, odd) > 0.4 * len(sample) / 2 and min(even, odd) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    raise FileError(fault("file_binary", what="bytes that no text holds"))


def _one_byte(content: bytes, first: int, digest: str) -> Source:
    """Read the lines that hold other letters than ASCII in the encoding whose words look most like words."""
    telling = b"\n".join(line for line in content[max(0, first - 200) :].splitlines() if not line.isascii())
    best = from_bytes(telling[:SAMPLE_BYTES], cp_isolation=_ONE_BYTE).best()
    likeliest = telling.decode(best.encoding, "replace") if best else None
    alike = [one for one in _ONE_BYTE if likeliest in (None, telling.decode(one, "replace"))]
    for encoding in (*alike, *_ONE_BYTE):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        why = f"it is not UTF-8; read so, it says {_foreign_word(text)!r}: please look whether that is right"
        return Source(text, encoding, why, digest)
    raise FileError(fault("encoding_unknown"))


def _foreign_word(text: str) -> str:
    place = next((index for index, letter in enumerate(text) if not letter.isascii()), 0)
    start, end = place, place
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and end - start < 40 and (text[end].isalnum() or end == place):
        end += 1
    return text[start:end]
