"""Codes are drawn so that a reader gives back every byte, in PNG and in the SVG that goes into papers."""

import io
import json
import re
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image

from dunwell.adapters.papers.codes import CodeDoesNotFit, as_png, as_svg
from dunwell.domain.payment_codes import Account, Party, Payment, PaymentCode, Standard, ways_to_pay
from dunwell.domain.references import ReferenceKind, own_reference

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "facts" / "references.json"
TABLES = {
    "epc": Standard.EPC, "rs_ips": Standard.NBS_IPS, "ru_st00012": Standard.ST00012, "ch_spc": Standard.SWISS,
}  # fmt: skip
EPC = PaymentCode(
    Standard.EPC, "BCD\n002\n1\nSCT\n\nMax Mustermann\nDE89370400440532013000\nEUR99.99\n\n\nInvoice 2026-001", 13
)
IPS = PaymentCode(Standard.NBS_IPS, "K:PR|V:01|C:1|R:840000000095584510|N:Čigra doo|I:RSD1025,12|SF:289")
RUB = PaymentCode(Standard.ST00012, "ST00012|Name=ООО «Три кита»|PersonalAcc=40702810138250123017|")
SPC = PaymentCode(
    Standard.SWISS,
    "SPC\n0200\n1\nCH4431999123000889012\nS\nRobert Schneider AG\nRue du Lac\n1268\n2501\nBiel\nCH\n\n\n\n\n\n\n\n"
    "1949.75\nCHF\nS\nPia-Maria Rutschmann-Schnyder\nGrosse Marktgasse\n28\n9400\nRorschach\nCH\nQRR\n"
    "210000000003139471430009017\nOrder dated 18.06.2020\nEPD",
    25,
)
ALL = pytest.mark.parametrize("code", [EPC, IPS, RUB, SPC], ids=lambda code: code.standard.value)


@ALL
def test_a_png_gives_back_every_byte(code: PaymentCode) -> None:
    assert read(as_png(code)) == (code.payload.encode(), "M")


@ALL
def test_a_png_of_one_pixel_to_the_module_is_small_and_black_and_white(code: PaymentCode) -> None:
    with Image.open(io.BytesIO(as_png(code, 1))) as image:
        assert image.mode == "1"
        assert image.width == image.height <= 100


@ALL
def test_an_svg_set_into_a_paper_gives_back_every_byte(code: PaymentCode, tmp_path: Path) -> None:
    (tmp_path / "code.svg").write_bytes(as_svg(code))
    (tmp_path / "paper.typ").write_text('#set page(width: auto, height: auto, margin: 2mm)\n#image("code.svg")')
    page = typst.compile(tmp_path / "paper.typ", format="png", ppi=300)
    assert isinstance(page, bytes)
    assert read(page) == (code.payload.encode(), "M")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published examples are not beside the repository")
def test_all_published_examples_are_read_back() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    codes = [PaymentCode(standard, text) for table, standard in TABLES.items() for text in published[table]]
    assert len(codes) == 8
    assert [read(as_png(code))[0] for code in codes] == [code.payload.encode() for code in codes]


def test_a_way_to_pay_is_read_back_as_it_was_made() -> None:
    account = Account(Party("Müller & Söhne GmbH"), iban="DE89370400440532013000")
    (way,) = ways_to_pay([account], Payment("EUR", 123456, (own_reference("2026-17"),)))
    assert way.code is not None
    assert way.reference is not None
    assert way.reference.kind is ReferenceKind.RF
    lines = read(as_png(way.code))[0].decode().split("\n")
    assert lines[5:] == ["Müller & Söhne GmbH", "DE89370400440532013000", "EUR1234.56", "", way.reference.value]


def test_only_a_qr_bill_has_the_swiss_cross_and_its_size() -> None:
    svg = as_svg(SPC).decode()
    assert (svg.count("<rect"), as_svg(EPC).decode().count("<rect")) == (4, 0)
    side = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    width = float(re.findall(r' width="([\d.]+)mm"', svg)[0])
    assert width * (side - 8) / side == pytest.approx(46, abs=0.01)
    ground = float(re.findall(r'<rect fill="#fff"[^/]* width="([\d.]+)"', svg)[0])
    assert ground * width / side == pytest.approx(7, abs=0.01)


def test_the_middle_of_a_qr_bill_is_white_on_black() -> None:
    with Image.open(io.BytesIO(as_png(SPC))) as image:
        middle = image.width // 2
        assert image.getpixel((middle, middle)) == 255
        arm = round((image.width - 48) * 7 / 46 / 2 * 0.8)
        assert image.getpixel((middle - arm, middle - arm)) == 0


@ALL
def test_the_same_code_gives_the_same_bytes(code: PaymentCode) -> None:
    first = (as_svg(code), as_png(code))
    as_svg.cache_clear()
    as_png.cache_clear()
    assert (as_svg(code), as_png(code)) == first


def test_what_was_drawn_is_kept() -> None:
    as_svg.cache_clear()
    as_svg(EPC)
    as_svg(EPC)
    assert (as_svg.cache_info().misses, as_svg.cache_info().hits) == (1, 1)


@pytest.mark.parametrize("draw", [as_svg, as_png])
def test_a_code_larger_than_its_standard_allows_is_refused(draw: object) -> None:
    assert callable(draw)
    assert draw(PaymentCode(Standard.EPC, "x" * 331, 13))
    with pytest.raises(CodeDoesNotFit, match="13 is allowed"):
        draw(PaymentCode(Standard.EPC, "x" * 332, 13))


def read(png: bytes) -> tuple[bytes, str]:
    """Read the one code of a picture: its bytes and its level of error correction."""
    with Image.open(io.BytesIO(png)) as image:
        (found,) = zxingcpp.read_barcodes(image)
    return found.bytes, found.ec_level
