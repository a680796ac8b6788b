"""Codes for payment drawn as QR codes, SVG for papers and PNG for mails."""

from dunwell.adapters.papers.codes.drawing import CodeDoesNotFit, as_png, as_svg, side_mm

__all__ = ["CodeDoesNotFit", "as_png", "as_svg", "side_mm"]
