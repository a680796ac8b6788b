"""A proof holds as it was made, and nothing in it can be changed unseen."""

import copy
import json
import random
from typing import Any

import pytest

from dunwell.domain.journal import GENESIS, Content, Header, Leaf, Root, leaf_hashes, personal_hash
from dunwell.domain.journal_findings import FindingCode
from dunwell.domain.journal_proof import Proven, check_proof, make_proof
from dunwell.domain.merkle import Tree

# ruff: noqa: S311 - chance has to be the same each time
AT = "2026-03-01T08:00:00.000000Z"
SALT = b"s" * 32
COUNT = 5


def content(entry_id: int) -> Content:
    digest = personal_hash(SALT, f'{{"payer":"Anna {entry_id}"}}')
    return Content(1, "payment", f'{{"n":{entry_id}}}', "Olga", "finance", AT, None, 7, None, None, digest)


def journal() -> tuple[list[Header], list[Tree]]:
    """Make three batches of five entries each, with the ids 1 to 15."""
    headers: list[Header] = []
    trees: list[Tree] = []
    previous = GENESIS
    for number in range(1, 4):
        first = (number - 1) * COUNT + 1
        trees.append(Tree(leaf_hashes(Leaf(n, content(n).hash()) for n in range(first, first + COUNT))))
        headers.append(Header(1, number, first, first + COUNT - 1, COUNT, previous, trees[-1].root, AT))
        previous = headers[-1].hash()
    return headers, trees


HEADERS, TREES = journal()
ROOT = Root(3, HEADERS[-1].hash())


def proof_of(*entry_ids: int) -> dict[str, Any]:
    proven = []
    for entry_id in entry_ids:
        batch, index = divmod(entry_id - 1, COUNT)
        path = TREES[batch].path(index)
        payload = f'{{"payer":"Anna {entry_id}"}}'
        proven.append(Proven(entry_id, content(entry_id).text(), batch + 1, index, path, SALT, payload))
    made: dict[str, Any] = json.loads(json.dumps(make_proof(HEADERS, proven)))
    return made


def test_a_proof_leads_to_the_newest_root() -> None:
    verdict = check_proof(proof_of(2, 8, 15), ROOT)

    assert verdict.findings == ()
    assert verdict.origin_proved
    assert verdict.root == ROOT


def test_an_older_root_proves_as_well() -> None:
    assert check_proof(proof_of(2), Root(1, HEADERS[0].hash())).origin_proved


def test_a_root_of_another_journal_proves_nothing() -> None:
    verdict = check_proof(proof_of(2), Root(3, bytes(32)))

    assert [finding.code for finding in verdict.findings] == [FindingCode.REBUILT]
    assert not verdict.origin_proved


def test_a_root_newer_than_the_proof_is_not_found_in_it() -> None:
    assert [finding.code for finding in check_proof(proof_of(2), Root(4, bytes(32))).findings] == [FindingCode.TAIL_CUT]


@pytest.mark.parametrize(
    "proof", [{}, {"kind": "x", "version": 1}, {"kind": "dunwell.journal.proof", "version": 1}, []]
)
def test_what_is_no_proof_is_a_finding(proof: Any) -> None:
    assert [finding.code for finding in check_proof(proof).findings] == [FindingCode.PROOF_UNREADABLE]


@pytest.mark.parametrize("seed", range(500))
def test_whatever_is_changed_is_found(seed: int) -> None:
    chance = random.Random(seed)
    true = proof_of(*sorted(chance.sample(range(1, 16), 3)))
    false = copy.deepcopy(true)
    damage(false, chance)

    assert false == true or not check_proof(false, ROOT).ok


def damage(part: Any, chance: random.Random) -> None:
    """Change one thing somewhere in a document of lists, mappings, texts and numbers."""
    places = list(part) if isinstance(part, dict) else list(range(len(part)))
    place = chance.choice(places)
    value = part[place]
    if isinstance(value, (dict, list)) and value and chance.random() < 0.9:
        damage(value, chance)
    elif isinstance(value, int):
        part[place] = value + chance.choice([-1, 1, 100])
    elif isinstance(value, str) and value:
        at = chance.randrange(len(value))
        part[place] = value[:at] + ("1" if value[at] != "1" else "2") + value[at + 1 :]
    else:
        part[place] = chance.choice([None, "x", 7])
