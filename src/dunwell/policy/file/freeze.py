"""Versions of a policy, frozen by content.

Two policies that say the same have the same hash, however their files are laid out. Does not know where versions
are kept.
"""

import json
from hashlib import sha256

from dunwell.policy.file.model import Policy


def policy_text(policy: Policy) -> str:
    """Write a policy as canonical JSON: keys sorted, no blanks, every default spelled out."""
    return json.dumps(policy.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def policy_hash(policy: Policy) -> str:
    """Give the SHA-256 of a policy's canonical text, as 64 hexadecimal digits."""
    return sha256(policy_text(policy).encode()).hexdigest()


def thaw_policy(text: str) -> Policy:
    """Read a policy back from its canonical text; it has the hash it was frozen with."""
    return Policy.model_validate(json.loads(text))
