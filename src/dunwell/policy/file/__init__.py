"""The policy file: what it may say, how it is read, checked, frozen, compared and told.

Does not know a database, nor what a day's decision makes of the policy.
"""

from dunwell.policy.file.differ import Change, diff_policies
from dunwell.policy.file.freeze import policy_hash, policy_text, thaw_policy
from dunwell.policy.file.load import PolicyErrors, default_policy, load_policy, shipped_text
from dunwell.policy.file.model import Policy, Promises, Stage, Step, VerbApproval
from dunwell.policy.file.render import show_policy
from dunwell.policy.file.schema import policy_schema
from dunwell.policy.file.steps import StepInstance, steps_of

__all__ = [
    "Change",
    "Policy",
    "PolicyErrors",
    "Promises",
    "Stage",
    "Step",
    "StepInstance",
    "VerbApproval",
    "default_policy",
    "diff_policies",
    "load_policy",
    "policy_hash",
    "policy_schema",
    "policy_text",
    "shipped_text",
    "show_policy",
    "steps_of",
    "thaw_policy",
]
