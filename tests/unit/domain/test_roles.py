"""Each role does its part and no other."""

import pytest

from dunwell.domain.roles import APPROVERS, Role, Verb, any_may, may, may_approve, needs_approval


@pytest.mark.parametrize(
    ("role", "can", "cannot"),
    [
        ("owner", "run waive write-off hand-over payment approve policy", ""),
        ("finance", "payment invoice waive write-off approve run", "hand-over"),
        (
            "collections",
            "run promise plan pause resolve waive hand-over approve",
            "payment refund write-off invoice policy",
        ),
        ("sales", "customer reply dispute accept", "run waive promise pause payment hand-over approve"),
        ("service", "reply dispute", "run waive customer release approve"),
        ("counsel", "recover recall reply read", "run waive payment approve"),
        ("auditor", "", "reply run approve payment dispute customer"),
    ],
)
def test_each_role_has_its_verbs(role: str, can: str, cannot: str) -> None:
    assert [verb for verb in can.split() if not may(role, verb)] == []
    assert [verb for verb in cannot.split() if may(role, verb)] == []


@pytest.mark.parametrize("verb", Verb)
def test_the_owner_may_all_and_the_auditor_nothing(verb: Verb) -> None:
    assert may(Role.OWNER, verb)
    assert not may(Role.AUDITOR, verb)


def test_a_person_of_several_roles_may_what_any_of_them_may() -> None:
    assert any_may(["auditor", "sales"], "reply")
    assert not any_may(["auditor", "sales"], "run")
    assert not any_may([], "reply")


@pytest.mark.parametrize(
    ("verb", "needed", "approvers"),
    [
        ("waive", True, "owner finance"),
        ("release", True, "owner finance"),
        ("write-off", True, "owner"),
        ("hand-over", True, "owner"),
        ("run", False, "owner finance collections"),
        ("plan", True, "owner finance"),
    ],
)
def test_four_eyes(verb: str, needed: bool, approvers: str) -> None:
    assert needs_approval(verb) is needed
    assert {role for role in Role if may_approve(role, verb)} == set(approvers.split())


def test_whoever_approves_may_approve_at_all() -> None:
    assert all(may(role, Verb.APPROVE) for roles in APPROVERS.values() for role in roles)


@pytest.mark.parametrize(("role", "verb"), [("intern", "run"), ("owner", "dance")])
def test_unknown_words_are_not_read_as_no(role: str, verb: str) -> None:
    with pytest.raises(ValueError, match=r"intern|dance"):
        may(role, verb)
