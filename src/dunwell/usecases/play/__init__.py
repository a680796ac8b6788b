"""Playing books: the scenario language carried out by the real use cases, and judged. Knows no rule."""

from dunwell.usecases.play.player import play_book

__all__ = ["play_book"]
