"""Checks a case file: every byte, every hash, the proof, the signature, and where it comes from if that can be told.

Without a root or a key that the reader knows from elsewhere, a file that was made up whole looks as good as a true
one; then it is consistent, and its origin is not proved. Whatever is handed in, nothing is raised.
"""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from dunwell.domain.case_file.writing import (
    KIND,
    MADE,
    MANIFEST,
    PROOF,
    SIGNATURE,
    VERSION,
    fingerprint,
    put_together,
    signature_text,
    signed_text,
)
from dunwell.domain.journal import Root
from dunwell.domain.journal_proof import check_proof

Verify = Callable[[bytes, bytes, bytes], bool]
"""Tells whether a signature (third) of a text (second) is that of a key (first)."""

_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, NotImplementedError)
_BROKEN = (*_UNREADABLE, zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """What a case file is worth. findings: what is wrong. root, key: those that it names itself (key: fingerprint)."""

    findings: tuple[str, ...]
    root: str = ""
    key: str = ""
    told: Mapping[str, Any] | None = None
    by_root: bool = False
    by_key: bool = False

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings

    @property
    def origin_proved(self) -> bool:
        """Tell whether something that the reader knew before vouches for the file."""
        return self.ok and (self.by_root or self.by_key)

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        if not self.ok:
            return f"altered: {'; '.join(self.findings)}"
        if not self.origin_proved:
            return "consistent, origin not proved"
        by = " and ".join(name for name, known in (("root", self.by_root), ("key", self.by_key)) if known)
        return f"consistent, origin proved by {by}"


def check_case(data: bytes, verify: Verify, root: str = "", key: str = "") -> CaseVerdict:
    """Check a case file. `root` (number:hash) and `key` (fingerprint) are those that the reader knows, if any."""
    try:
        members = _members(data)
        manifest, proof, signature = (members.pop(name) for name in (MANIFEST, PROOF, SIGNATURE))
        if put_together(members, manifest, proof, signature) != data:
            return CaseVerdict(("the file is not as it was written, outside its members",))
        return _checked(members, manifest, proof, signature, verify, root, key.replace(":", "").lower())
    except _BROKEN as fault:
        return CaseVerdict((f"the file cannot be read ({type(fault).__name__})",))


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as case:
        names = case.namelist()
        if len(set(names)) != len(names):
            raise ValueError("a member twice")
        return {name: case.read(name) for name in names}


def _checked(
    files: Mapping[str, bytes], manifest: bytes, proof: bytes, signature: bytes, verify: Verify, root: str, key: str
) -> CaseVerdict:
    told, shown, signed = (json.loads(each) for each in (manifest, proof, signature))
    public = bytes.fromhex(signed["key"])
    verdict = check_proof(shown, Root.parse(root) if root else None)
    said = [finding.said for finding in verdict.findings]
    findings = [*_files(files, told), *said, *_bound(manifest, told, shown, fingerprint(public))]
    if signature_text(public, bytes.fromhex(signed["signature"])) != signature or not _holds(
        verify, public, manifest, proof, signed
    ):
        findings.append("the signature is not that of its key")
    if key and fingerprint(public) != key:
        findings.append("it was signed with another key than the known one")
    newest = str(verdict.root) if verdict.root else ""
    return CaseVerdict(tuple(findings), newest, fingerprint(public), told, by_root=bool(root), by_key=bool(key))


def _holds(verify: Verify, public: bytes, manifest: bytes, proof: bytes, signed: Mapping[str, Any]) -> bool:
    return verify(public, signed_text(manifest, proof), bytes.fromhex(signed["signature"]))


def _files(files: Mapping[str, bytes], told: Mapping[str, Any]) -> list[str]:
    """Compare the members with the manifest, one by one and in their order."""
    if (told["kind"], told["version"]) != (KIND, VERSION):
        raise ValueError("another kind of file")
    listed = {row["name"]: row for row in told["files"]}
    wrong = [f"{name} is missing" for name in listed if name not in files]
    wrong += [f"{name} was added" for name in files if name not in listed]
    wrong += [
        f"{name} was changed"
        for name, content in files.items()
        if name in listed
        and (sha256(content).hexdigest(), len(content)) != (listed[name]["sha256"], listed[name]["size"])
    ]
    return wrong or ([] if list(files) == list(listed) else ["its members were put into another order"])


def _bound(manifest: bytes, told: Mapping[str, Any], shown: Mapping[str, Any], key: str) -> list[str]:
    """Find the journal's entry by which the file was made: it names the manifest and the key.

    The manifest lists all other entries, so that none can be left out.
    """
    wanted = {"key": key, "manifest": sha256(manifest).hexdigest()}
    made = []
    for entry in shown["entries"]:
        content = json.loads(entry["content"])
        if content["verb"] == MADE and {name: content["facts"].get(name) for name in wanted} == wanted:
            made.append(entry["id"])
    if len(made) != 1:
        return ["the journal does not know this manifest, or not with this key"]
    there = sorted(entry["id"] for entry in shown["entries"] if entry["id"] != made[0])
    return [] if there == told["entries"] else ["the proof does not show the entries that the manifest lists"]
