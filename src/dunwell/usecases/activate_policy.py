"""Put a policy in force: its text is checked, and kept as it is from now on (docs/deciding.md, rule 13)."""

from dunwell.data.models import PolicyVersion
from dunwell.data.shards import hold_company
from dunwell.domain.roles import Verb
from dunwell.policy.file import Policy, load_policy, policy_hash, policy_text
from dunwell.usecases.approvals import ask_first
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.POLICY)
def activate_policy(work: Work, *, text: str, path: str = "policy") -> Answer:
    """Activate the policy that a file's text says, under the name it bears; the path is for messages alone.

    New episodes follow it, running ones keep theirs. What is in force already changes nothing, however it is written;
    what was in force once, before another, is activated anew. Where the policy in force says so it waits for a yes.
    Raises PolicyErrors with all mistakes of the text.
    """
    hold_company(work.company)  # no shard of a run gives customers a day for their review by the policy before
    policy = load_policy(text, path)
    digest = policy_hash(policy)
    newest = work.books.policy_versions.filter(name=policy.name).order_by("-activated_on", "-id").first()
    if newest is not None and newest.digest == digest:
        return _told(newest, activated=False)
    waits = ask_first(work, None, {}, text=text, path=path)
    if waits is not None:
        return waits
    work.note({"policy": policy.name, "digest": digest, "replaces": newest.digest if newest else ""})
    work.books.customers.review_all()
    return _told(_frozen(work, policy, digest), activated=True)


def _frozen(work: Work, policy: Policy, digest: str) -> PolicyVersion:
    version: PolicyVersion = work.books.policy_versions.create(
        name=policy.name, digest=digest, text=policy_text(policy), activated_on=work.today, **work.stamp
    )
    return version


def _told(version: PolicyVersion, *, activated: bool) -> Answer:
    return {
        "policy": version.name,
        "version": version.pk,
        "digest": version.digest,
        "activated_on": version.activated_on.isoformat(),
        "activated": activated,
    }
