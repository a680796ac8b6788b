"""All papers and mails in pictures, for people to look at: the whole story in each language, and each country's own."""

from dunwell.adapters.papers.gallery.making import make_gallery

__all__ = ["make_gallery"]
