"""An invented case file, sealed and signed as a true one, and 500 ways to tamper with one."""

import io
import json
import random
import zipfile
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dunwell.domain.canonical import canonical
from dunwell.domain.case_file import (
    MADE,
    MANIFEST,
    PROOF,
    SIGNATURE,
    fingerprint,
    make_manifest,
    put_together,
    signature_text,
    signed_text,
)
from dunwell.domain.journal import GENESIS, Content, Header, Leaf, Root, content_hash, leaf_hashes, personal_hash
from dunwell.domain.journal_proof import Proven, make_proof
from dunwell.domain.merkle import Tree

SALT = bytes(range(32))


def verifies(key: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _content(verb: str, facts: dict[str, Any], payload: str | None = None) -> str:
    digest = personal_hash(SALT, payload) if payload else None
    at = "2026-04-22T10:00:00.000000Z"
    return Content(1, verb, canonical(facts), "ann", "owner", at, None, 7, None, None, digest).text()


def made(key: Ed25519PrivateKey, seed: int = 1) -> tuple[bytes, Root, str]:
    """Make a case file; give it with its root and the fingerprint of its key."""
    draw = random.Random(seed)  # noqa: S311 - it draws examples
    public = key.public_key().public_bytes_raw()
    files = {f"documents/{number:04}.pdf": draw.randbytes(draw.randint(1, 3000)) for number in range(12)}
    files |= {"index.en.txt": b"1  invoice INV-7\n2  message\n", "account.csv": b"item,amount_minor\nINV-7,120000\n"}
    payload = canonical({"said": "250 ok"})
    entries = [(3, _content("invoice", {"item": 1}), None), (5, _content("dispatch", {"message": 1}, payload), payload)]
    manifest = make_manifest(files, {"customer": "ACME", "entries": [3, 5]})
    facts = {"key": fingerprint(public), "manifest": sha256(manifest).hexdigest()}
    entries.append((9, _content(MADE, facts), None))
    batches = (entries[:2], entries[2:])
    headers, proven, previous = [], [], GENESIS
    for number, batch in enumerate(batches, start=1):
        leaves = [Leaf(entry, content_hash(text)) for entry, text, _ in batch]
        tree = Tree(leaf_hashes(leaves))
        first = 1 + sum(len(each) for each in batches[: number - 1])
        at = "2026-04-22T11:00:00.000000Z"
        headers.append(Header(1, number, first, first + len(batch) - 1, len(batch), previous, tree.root, at))
        previous = headers[-1].hash()
        for index, (entry, text, paper) in enumerate(batch):
            proven.append(Proven(entry, text, number, index, tree.path(index), SALT if paper else None, paper))
    proof = canonical(make_proof(headers, proven)).encode()
    signature = signature_text(public, key.sign(signed_text(manifest, proof)))
    return put_together(files, manifest, proof, signature), Root(2, previous), fingerprint(public)


def _members(case: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(case)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def _written(members: dict[str, bytes]) -> bytes:
    rest = dict(members)
    held = [rest.pop(name, b"") for name in (MANIFEST, PROOF, SIGNATURE)]
    return put_together(rest, *held)


def tampered(case: bytes, draw: random.Random) -> tuple[str, bytes]:
    """Change a case file in one way, drawn by chance; the ZIP is written anew as a careful forger would."""
    harm = draw.choice(HARMS)
    changed = harm(case, draw)
    return (harm.__name__, changed) if changed != case else tampered(case, draw)


def a_byte(case: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(case))
    return case[:place] + bytes([case[place] ^ (1 << draw.randrange(8))]) + case[place + 1 :]


def cut_or_longer(case: bytes, draw: random.Random) -> bytes:
    cut = draw.randrange(1, len(case))
    return draw.choice([case[:cut], case[cut:], case + draw.randbytes(3), draw.randbytes(3) + case])


def a_file_dropped(case: bytes, draw: random.Random) -> bytes:
    members = _members(case)
    members.pop(draw.choice(sorted(members)))
    return _written(members)


def two_files_swapped(case: bytes, draw: random.Random) -> bytes:
    members = _members(case)
    one, other = draw.sample(sorted(members), 2)
    members[one], members[other] = members[other], members[one]
    return _written(members)


def a_file_renamed(case: bytes, draw: random.Random) -> bytes:
    members = _members(case)
    name = draw.choice(sorted(members))
    return _written({(f"{each}x" if each == name else each): content for each, content in members.items()})


def a_file_added(case: bytes, draw: random.Random) -> bytes:
    return _written({**_members(case), f"documents/{draw.randrange(9999)}-more.pdf": draw.randbytes(20)})


def the_order_changed(case: bytes, draw: random.Random) -> bytes:
    members = list(_members(case).items())
    draw.shuffle(members)
    return _written(dict(members))


def the_index_edited(case: bytes, draw: random.Random) -> bytes:
    members = _members(case)
    members["index.en.txt"] = members["index.en.txt"].replace(b"INV-7", f"INV-{draw.randrange(10, 99)}".encode())
    return _written(members)


def the_manifest_rebuilt(case: bytes, draw: random.Random) -> bytes:
    """Change a document, and the manifest so that it fits."""
    members = _members(case)
    held = {name: members.pop(name) for name in (MANIFEST, PROOF, SIGNATURE)}
    name = draw.choice(sorted(members))
    action = draw.choice(("change", "drop", "add"))
    if action == "drop":
        members.pop(name)
    else:
        members[name if action == "change" else f"{name}x"] = draw.randbytes(30)
    told = json.loads(held[MANIFEST])
    manifest = make_manifest(members, {key: told[key] for key in told if key not in ("files", "kind", "version")})
    return put_together(members, manifest, held[PROOF], held[SIGNATURE])


def an_entry_edited(case: bytes, draw: random.Random) -> bytes:
    members = _members(case)
    proof = json.loads(members[PROOF])
    entry = draw.choice(proof["entries"])
    what = draw.choice(("content", "id", "index", "drop", "personal"))
    if what == "drop":
        proof["entries"].remove(entry)
    elif what == "content":
        entry["content"] = entry["content"].replace('"ann"', '"bob"')
    elif what == "personal":
        entry["personal"] = {"salt": SALT.hex(), "payload": "{}"}
    else:
        entry[what] += 1
    members[PROOF] = canonical(proof).encode()
    return _written(members)


def signed_by_another(case: bytes, draw: random.Random) -> bytes:
    """Put one's own signature in place of the true one."""
    members = _members(case)
    key = Ed25519PrivateKey.from_private_bytes(draw.randbytes(32))
    text = signed_text(members[MANIFEST], members[PROOF])
    members[SIGNATURE] = signature_text(key.public_key().public_bytes_raw(), key.sign(text))
    return _written(members)


HARMS = (
    *(a_byte, a_byte, a_byte, cut_or_longer, a_file_dropped, two_files_swapped, a_file_renamed, a_file_added),
    *(the_order_changed, the_index_edited, the_manifest_rebuilt, the_manifest_rebuilt, an_entry_edited),
    signed_by_another,
)
