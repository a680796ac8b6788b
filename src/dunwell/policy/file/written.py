"""A policy as a file again, to be changed by a person: what differs from what goes without saying, in its order.

Knows neither where it is kept nor who changes it.
"""

import io
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from dunwell.policy.file.freeze import policy_hash, policy_text, thaw_policy
from dunwell.policy.file.load import default_policy, load_policy, shipped_text
from dunwell.policy.file.model import Policy


def policy_file(policy: Policy) -> str:
    """Write a policy as the text of a policy file; the shipped one as it is shipped, with its comments.

    Reading the text gives the same policy. The same policy is written once in a process.
    """
    return _file_of(policy_text(policy))


@lru_cache(maxsize=64)
def _file_of(frozen: str) -> str:
    policy = thaw_policy(frozen)
    if policy_hash(policy) == policy_hash(default_policy()):
        return shipped_text("default.yaml")
    for drop in (True, False):  # what goes without saying is left out, unless the file would then say another thing
        text = _dumped(policy.model_dump(mode="json", exclude_defaults=drop))
        if policy_hash(load_policy(text, "policy")) == policy_hash(policy):
            return text
    raise AssertionError(f"{policy.name} cannot be written as a file")


def _dumped(facts: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = 110
    yaml.default_flow_style = None
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(facts, out)
    return out.getvalue()
