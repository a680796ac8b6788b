"""The customer's own invoice with a banner upon it."""

import io
from dataclasses import replace

import pikepdf
import pytest

from dunwell.adapters.papers import (
    render_invoice,
    stamp_copy,
)
from dunwell.adapters.papers.samples import AS_OF
from dunwell.domain.errors import UserError
from integration.papers import (
    invoice,
    words,
)


def test_a_banner_is_laid_upon_a_copy_and_the_copy_stays_what_it_was() -> None:
    copy = render_invoice(replace(invoice(), banner=""))
    stamped = stamp_copy(copy, "ACCOUNT ON HOLD", "en", AS_OF)
    assert stamped == stamp_copy(copy, "ACCOUNT ON HOLD", "en", AS_OF)
    assert "ACCOUNT ON HOLD" not in words(copy)
    assert "ACCOUNT ON HOLD" in words(stamped)
    assert words(copy) == words(stamped).replace("ACCOUNT ON HOLD", "").strip()


def test_a_copy_without_a_banner_passes_through_untouched() -> None:
    assert stamp_copy(b"anything", "", "en", AS_OF) == b"anything"


def test_a_turned_page_and_an_attachment_are_kept() -> None:
    with pikepdf.open(io.BytesIO(render_invoice(invoice()))) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.attachments["factur-x.xml"] = b"<x/>"
        buffer = io.BytesIO()
        pdf.save(buffer)
    with pikepdf.open(io.BytesIO(stamp_copy(buffer.getvalue(), "PAST DUE ACCOUNT", "en", AS_OF))) as stamped:
        assert stamped.attachments["factur-x.xml"].get_file().read_bytes() == b"<x/>"
        assert int(stamped.pages[0].Rotate) == 90


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 and then nothing", b"no PDF"])
def test_a_copy_that_cannot_be_opened_is_told(broken: bytes) -> None:
    with pytest.raises(UserError) as refused:
        stamp_copy(broken, "ACCOUNT ON HOLD", "en", AS_OF)
    assert refused.value.code == "bad_pdf"


def test_a_copy_with_a_password_is_told() -> None:
    with pikepdf.open(io.BytesIO(render_invoice(invoice()))) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(UserError, match="it has a password"):
        stamp_copy(buffer.getvalue(), "ACCOUNT ON HOLD", "en", AS_OF)
