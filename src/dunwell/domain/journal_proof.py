"""Proofs that entries stand in a journal, without showing the others: made to travel in files, checked without tables.

A proof is plain JSON: each entry with its content and its path, and the headers of all batches from the oldest one
needed to the newest. Does not know which root to trust: the reader has to bring the one that was given out before.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dunwell.domain.journal import Header, Leaf, Root, content_hash, personal_hash
from dunwell.domain.journal_findings import Finding, FindingCode, Findings
from dunwell.domain.merkle import is_included, leaf_hash

KIND = "dunwell.journal.proof"
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, struct.error)


@dataclass(frozen=True, slots=True)
class Proven:
    """One entry on its way into a proof: its content as hashed, its place in its batch, and its personal data."""

    entry_id: int
    content: str
    batch: int
    index: int
    path: Sequence[bytes]
    salt: bytes | None = None
    payload: str | None = None

    def as_facts(self) -> dict[str, object]:
        """Give the entry as plain values; personal data that was erased, or is not to be shown, is left out."""
        facts: dict[str, object] = {
            "id": self.entry_id,
            "content": self.content,
            "batch": self.batch,
            "index": self.index,
            "path": [step.hex() for step in self.path],
        }
        if self.salt is not None:
            facts["personal"] = {"salt": self.salt.hex(), "payload": self.payload}
        return facts


@dataclass(frozen=True, slots=True)
class ProofVerdict:
    """What a proof is worth: `ok`, it is whole in itself; `origin_proved`, it leads to a root the reader knows."""

    findings: tuple[Finding, ...]
    root: Root | None
    known_root: Root | None = None

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings

    @property
    def origin_proved(self) -> bool:
        """Tell whether the root known from elsewhere was found in the proof, and nothing is wrong."""
        return self.ok and self.known_root is not None


def make_proof(headers: Sequence[Header], entries: Sequence[Proven]) -> dict[str, object]:
    """Put a proof together from all headers up to the newest, and the entries."""
    return {
        "kind": KIND,
        "version": 1,
        "batches": [header.as_facts() for header in headers],
        "entries": [entry.as_facts() for entry in entries],
    }


def check_proof(proof: Mapping[str, Any], known_root: Root | None = None) -> ProofVerdict:
    """Check each entry of a proof up to its newest root, and the known root against the batches shown.

    Without a known root, a proof that was made up from the first byte to the last looks as good as a true one.
    Whatever is handed in, nothing is raised: what cannot be read is a finding. That personal data was left out is
    none: it may have been erased, or is not to be shown.
    """
    findings = Findings()
    root = None
    try:
        if (proof["kind"], proof["version"]) != (KIND, 1):
            raise ValueError("another kind of file")
        headers = _chained(proof["batches"], findings)
        root = Root(max(headers), headers[max(headers)].hash())
        for entry in proof["entries"]:
            _check_entry(entry, headers, findings)
        if known_root is not None:
            check_known_root({number: header.hash() for number, header in headers.items()}, known_root, findings)
    except _UNREADABLE as error:
        findings.add(FindingCode.PROOF_UNREADABLE, f"The proof cannot be read ({type(error).__name__}).")
    return ProofVerdict(tuple(findings.kept), root, known_root)


def check_known_root(hashes: Mapping[int, bytes], known: Root, findings: Findings) -> None:
    """Look for a known root among the hashes of batches by number."""
    newest = max(hashes, default=0)
    if known.number > newest:
        said = f"The known root closes batch {known.number}, but the newest batch is {newest}."
        findings.add(FindingCode.TAIL_CUT, said, batch=known.number)
    elif hashes.get(known.number) != known.hash:
        said = f"Batch {known.number} is not the one that the known root closes."
        findings.add(FindingCode.REBUILT, said, batch=known.number)


def _chained(batches: Sequence[Mapping[str, Any]], findings: Findings) -> dict[int, Header]:
    """Read the headers and check that each follows the one before."""
    headers = [_header(facts) for facts in batches]
    for before, header in pairwise(headers):
        follows = (before.company, before.number + 1, before.last + 1, before.hash())
        if (header.company, header.number, header.first, header.previous) != follows:
            said = f"Batch {header.number} does not follow batch {before.number}."
            findings.add(FindingCode.BATCH_CHANGED, said, batch=header.number)
    return {header.number: header for header in headers}


def _header(facts: Mapping[str, Any]) -> Header:
    digests = {name: bytes.fromhex(facts[name]) for name in ("previous", "root")}
    header = Header(**{**facts, **digests})
    if header.as_facts() != facts or header.last - header.first + 1 != header.count:
        raise ValueError("this is not the header of a batch")
    return header


def _check_entry(facts: Mapping[str, Any], headers: Mapping[int, Header], findings: Findings) -> None:
    entry_id, header = facts["id"], headers[facts["batch"]]
    leaf = leaf_hash(Leaf(entry_id, content_hash(facts["content"])).data())
    path = [bytes.fromhex(step) for step in facts["path"]]
    position = header.first + facts["index"]
    content = json.loads(facts["content"])
    true = is_included(leaf, facts["index"], header.count, path, header.root) and content["company"] == header.company
    if not true:
        said = f"Entry {entry_id} does not stand at position {position} of the journal."
        findings.add(FindingCode.PROOF_FALSE, said, entry_id=entry_id, position=position, batch=header.number)
    personal = facts.get("personal")
    if personal is not None:
        digest = personal_hash(bytes.fromhex(personal["salt"]), personal["payload"])
        if digest.hex() != content["personal_digest"]:
            said = f"The personal data of entry {entry_id} is not what was recorded."
            findings.add(FindingCode.PERSONAL_CHANGED, said, entry_id=entry_id, position=position)
