"""Letters for a person to print and post: one PDF a batch, with a list of addresses before it, and a CSV list."""

from dunwell.adapters.letters.channel import Letters
from dunwell.adapters.letters.settings import LettersSettings

__all__ = ["Letters", "LettersSettings"]
