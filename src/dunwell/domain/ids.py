"""Keys that come out the same whenever the same thing is meant, so that doing it again adds nothing.

This module does not know where keys are kept.
"""

import hashlib
import json
from datetime import date

KeyPart = str | int | bool | date | None


def stable_key(*parts: KeyPart) -> str:
    """Make a key of 64 hexadecimal digits from parts; equal parts of equal types give equal keys, always.

    Parts do not run together: ("a", "bc") and ("ab", "c") differ, and so do 1, "1" and True.
    """
    told = [[type(part).__name__, part.isoformat() if isinstance(part, date) else part] for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
