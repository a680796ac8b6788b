"""Reads a file of whatever make: looks at its first bytes and hands it to whom it concerns.

Nothing is decided by a file's name. What is wrong with a file is in the answer, never raised.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from dunwell.adapters.files.delimited import open_text
from dunwell.adapters.files.faults import FileError, Place, fault, problem
from dunwell.adapters.files.lists import KINDS, read_list
from dunwell.adapters.files.mapping import check_mapping, read_mapping
from dunwell.adapters.files.source import decode, load_bytes, looks_like_xml
from dunwell.adapters.files.subjects import OF_WHAT, claims
from dunwell.domain.errors import UserError
from dunwell.domain.money import digits
from dunwell.ports import DateOrder, FileReading, TakenFor, What

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
PDF_STARTS_WITHIN = 1024


def read_file(
    path: Path,
    *,
    what: What | None = None,
    date_order: DateOrder | None = None,
    currency: str | None = None,
    mapping: Path | Mapping[str, str] | None = None,
) -> FileReading:
    """Read a file into rows that can be trusted and problems that must be shown.

    It may be a list of invoices, open items, payments or customers as text or workbook, or an electronic invoice as
    XML or PDF; `what` None: its content tells. `currency` stands for rows that name none; `date_order` is the user's
    word on dates that could be read two ways; `mapping` names the header of a field, as a file or as a table. Raises
    UserError for wrong options: `what_unknown`, `date_order_unknown`, `unknown_currency`, `mapping_unreadable`,
    `mapping_field_unknown`.
    """
    path = Path(path)
    wanted = _options(what, date_order, currency, mapping)
    digest, taken = "", TakenFor()
    try:
        content = load_bytes(path)
        digest = hashlib.sha256(content).hexdigest()
        if looks_like_xml(content) or _PDF in content[:PDF_STARTS_WITHIN]:
            return _e_invoice(path.name, content, what)
        if what == "e_invoice":
            raise FileError(fault("what_differs", found="not an electronic invoice", said=what))
        if content.startswith(_ZIP):
            # What reads workbooks and invoices takes half a second to load: a list of text goes without.
            from dunwell.adapters.files.workbook import open_workbook

            grid = open_workbook(content, lambda cells: claims(cells, wanted))
        else:
            source = decode(content)
            taken = TakenFor(encoding=source.encoding, encoding_why=source.why)
            grid = open_text(source.text, lambda cells: claims(cells, wanted))
        return read_list(path.name, digest, grid, taken, what=what, mapping=wanted, date_order=date_order,
                         currency=currency)  # fmt: skip
    except FileError as refused:
        found = problem(refused.fault, Place(path.name, None, refused.field, refused.value))
        return FileReading(path.name, digest, (), (found,), taken)


def read_items_file(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    currency: str | None = None,
    mapping: Path | Mapping[str, str] | None = None,
) -> FileReading:
    """Read a file that the user calls one of invoices and credit notes, as list or electronic invoice.

    Options and errors are those of `read_file`.
    """
    return read_file(path, what="invoices", date_order=date_order, currency=currency, mapping=mapping)


def _e_invoice(file: str, content: bytes, what: What | None) -> FileReading:
    if what is not None and OF_WHAT.get(what, "item") != "item":
        raise FileError(fault("what_differs", found="an electronic invoice", said=KINDS[OF_WHAT[what]]))
    from dunwell.adapters.files.einvoice import read_pdf, read_xml

    return read_xml(file, content) if looks_like_xml(content) else read_pdf(file, content)


def _options(
    what: str | None, date_order: str | None, currency: str | None, mapping: Path | Mapping[str, str] | None
) -> Mapping[str, str]:
    if what is not None and what not in get_args(What):
        raise UserError("what_unknown", f"{what!r} is nothing that a file can be taken for",
                        f"Say one of: {', '.join(get_args(What))}", field="what", value=what)  # fmt: skip
    if date_order is not None and date_order not in get_args(DateOrder):
        raise UserError("date_order_unknown", f"{date_order!r} is no order of day, month and year",
                        "Say dmy, mdy or ymd", field="date_order", value=date_order)  # fmt: skip
    if currency is not None:
        digits(currency)
    if mapping is None:
        return {}
    return check_mapping(mapping) if isinstance(mapping, Mapping) else read_mapping(Path(mapping))
