"""The banner upon a copy of an invoice: laid upon the first page of the customer's own PDF, which else stays as it was.

Attachments (an e-invoice inside, for one) stay in the file. Knows no facts but the banner.
"""

import io
from datetime import date

import pikepdf

from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.typesetting import typeset
from dunwell.domain.errors import UserError


def stamp_copy(pdf: bytes, banner: str, language: str, as_of: date) -> bytes:
    """Lay a banner upon the first page of a PDF; without a banner the bytes pass through untouched.

    Raises UserError `bad_pdf` where the file cannot be opened or may not be changed.
    """
    spoken = speak(language)
    if not banner:
        return pdf
    try:
        with pikepdf.open(io.BytesIO(pdf)) as copy:
            _lay(copy, banner, spoken, as_of)
            made = io.BytesIO()
            copy.save(made, deterministic_id=True)
            return made.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError, IndexError, ValueError) as fault:
        raise UserError(
            "bad_pdf",
            f"The copy of the invoice cannot be opened: {_reason(fault)}",
            "Save it anew as a PDF without a password, or leave it out: a summary goes along instead",
            field="invoice",
        ) from None


def _reason(fault: Exception) -> str:
    return "it has a password" if isinstance(fault, pikepdf.PasswordError) else "it is damaged"


def _lay(copy: pikepdf.Pdf, banner: str, language: Language, as_of: date) -> None:
    page = copy.pages[0]
    left, bottom, right, top = (int(edge) for edge in page.cropbox)
    turned = int(page.get("/Rotate", 0)) % 180 == 90
    width, height = (top - bottom, right - left) if turned else (right - left, top - bottom)
    data = {
        "banner": language.banner(banner),
        "width": max(width, 100),
        "height": max(height, 50),
        "lang": language.locale.language,
        "direction": language.direction,
    }
    with pikepdf.open(io.BytesIO(typeset("stamp", data, as_of, archive=False))) as stamp:
        # Not `add_overlay`, which names what it adds at random: the same copy would come out otherwise each time.
        banner_form = copy.copy_foreign(stamp.pages[0].as_form_xobject())
        name = page.add_resource(banner_form, pikepdf.Name.XObject, pikepdf.Name.DunwellBanner)
        place = pikepdf.Rectangle(left, bottom, right, top)
        drawn = page.calc_form_xobject_placement(
            banner_form, name, place, invert_transformations=True, allow_shrink=True, allow_expand=True
        )
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"Q\n" + drawn)
