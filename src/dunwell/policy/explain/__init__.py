"""One customer's day in one sentence: what goes out, or why nothing does, with the numbers.

Reads the same facts and plan that decided. Does not know a database; what facts leave out (names, numbers of items,
last days) comes in as `Names`. Decides nothing.
"""

from dunwell.policy.explain.case import Case, case_of
from dunwell.policy.explain.events import told_events
from dunwell.policy.explain.going import action_told, going_sentence
from dunwell.policy.explain.names import Agreed, Names
from dunwell.policy.explain.numbers import numbers_of
from dunwell.policy.explain.silence import SENTENCES, Why, why_nothing_is_sent, why_step_is_held
from dunwell.policy.explain.told import Explanation
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy
from dunwell.policy.plan import Plan

__all__ = ["SENTENCES", "Agreed", "Case", "Explanation", "Names", "Why", "explain"]


def explain(facts: Facts, plan: Plan, policy: Policy, names: Names, customer_id: int) -> Explanation:
    """Explain a customer's day.

    Facts and plan may hold other customers too; the plan is the one that the facts and the policy gave. Amounts in
    `numbers` are in minor units by currency. Raises KeyError where the facts do not know the customer.
    """
    case = case_of(facts, plan, policy, names, customer_id)
    numbers = numbers_of(case)
    if case.contacts:
        sentence, reason = going_sentence(case), None
    else:
        why = why_nothing_is_sent(case)
        sentence, reason = why.text, case.reason
        numbers |= {"why": why.numbers}
    return Explanation(
        customer=names.customer,
        as_of=facts.as_of,
        sentence="; ".join([sentence, *told_events(case)]) + ".",
        reason=reason,
        actions=tuple(action_told(case, action) for action in case.actions),
        held=tuple(why_step_is_held(case, row) for row in case.held),
        numbers=numbers,
    )
