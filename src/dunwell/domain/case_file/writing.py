"""Puts a case file together: its manifest, what is signed, and the one ZIP that these members make."""

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from dunwell.domain.canonical import canonical

KIND, VERSION = "dunwell-case-file", 1
MANIFEST, PROOF, SIGNATURE = "manifest.json", "proof.json", "signature.json"
MADE = "case-file"
"""The verb of the journal entry that records a case file: its facts hold the manifest's hash and the key's."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no earlier day; the true one stands in the manifest
_READ_ONLY = 0o100444 << 16
_UNIX = 3


def make_manifest(files: Mapping[str, bytes], told: Mapping[str, Any]) -> bytes:
    """Write the manifest: each file with its hash and size, in order, and what is `told` about the case."""
    members = [{"name": name, "sha256": sha256(files[name]).hexdigest(), "size": len(files[name])} for name in files]
    return canonical({**told, "kind": KIND, "version": VERSION, "files": members}).encode()


def signed_text(manifest: bytes, proof: bytes) -> bytes:
    """Give what is signed: a line that says for what, and the hashes of the manifest and the proof."""
    return f"{KIND} {VERSION}\n{sha256(manifest).hexdigest()}\n{sha256(proof).hexdigest()}\n".encode()


def signature_text(key: bytes, signature: bytes) -> bytes:
    """Write the member that holds the signature and the public key by which it is checked."""
    return canonical({"key": key.hex(), "signature": signature.hex()}).encode()


def fingerprint(key: bytes) -> str:
    """Name a public key in a way that fits into a letter: the hash of its 32 bytes."""
    return sha256(key).hexdigest()


def put_together(files: Mapping[str, bytes], manifest: bytes, proof: bytes, signature: bytes) -> bytes:
    """Write the ZIP. The same members give the same bytes, on any machine: nothing is packed, no clock is asked."""
    held = {MANIFEST: manifest, PROOF: proof, SIGNATURE: signature}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as case:
        for name, content in {**held, **files}.items():
            member = zipfile.ZipInfo(name, _BEGINNING)
            member.create_system, member.external_attr = _UNIX, _READ_ONLY
            case.writestr(member, content)
    return written.getvalue()
