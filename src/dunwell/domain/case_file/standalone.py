"""Verify a case file with nothing but Python: python3 verify.py CASE.zip [--root NUMBER:HASH] [--key FINGERPRINT]

It checks that the ZIP is written exactly as its members say, that each member has the hash in manifest.json, that the
journal's entries in proof.json lead to the newest sealed root and name this manifest, and the Ed25519 signature.
Exit code 0: consistent. Its origin is proved only by a root or a key that you know from elsewhere (the hand-over
letter, an older report). Exit code 1: altered.
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
P, D = 2**255 - 19, -121665 * pow(121666, -1, 2**255 - 19) % (2**255 - 19)
ORDER = 2**252 + 27742317777372353535851937790883648493


def sha(data: bytes) -> bytes:
    """Hash with SHA-256."""
    return hashlib.sha256(data).digest()


def canonical(value: object) -> bytes:
    """Write JSON in the one way in which it is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rebuilt(members: dict[str, bytes]) -> bytes:
    """Write the ZIP again from its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as case:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100444 << 16
            case.writestr(info, content)
    return out.getvalue()


def add(a: Point, b: Point) -> Point:
    """Add two points of the curve (RFC 8032, section 5.1.4)."""
    x, y = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """Multiply a point."""
    total: Point = (0, 1, 1, 0)
    while number:
        total = add(total, point) if number & 1 else total
        point, number = add(point, point), number >> 1
    return total


def read_point(data: bytes) -> Point:
    """Read a point (RFC 8032, section 5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or len(data) != 32 or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Verify an Ed25519 signature (RFC 8032, section 5.1.7)."""
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER:
        return False
    base_y = 4 * pow(5, -1, P) % P
    base = read_point(base_y.to_bytes(32, "little"))
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, base), add(read_point(signature[:32]), times(digest, read_point(key)))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def path_leads(leaf: bytes, index: int, count: int, path: list[str], root: bytes) -> bool:
    """Follow a leaf to the root (RFC 9162, section 2.1.3.2)."""
    place, last = index, count - 1
    if not 0 <= index < count:
        return False
    for step in map(bytes.fromhex, path):
        if last == 0:
            return False
        if place & 1 or place == last:
            leaf = sha(b"\x01" + step + leaf)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = sha(b"\x01" + leaf + step)
        place, last = place >> 1, last >> 1
    return last == 0 and leaf == root


def check(data: bytes, root: str, key: str) -> str:
    """Name the first thing that is wrong, or nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as case:
        members = {name: case.read(name) for name in case.namelist()}
    files = dict(members)
    manifest, proof, signature = (files.pop(name) for name in ("manifest.json", "proof.json", "signature.json"))
    told, shown, seal = json.loads(manifest), json.loads(proof), json.loads(signature)
    listed = [(row["name"], row["sha256"], row["size"]) for row in told["files"]]
    if rebuilt(members) != data or [(n, sha(c).hex(), len(c)) for n, c in files.items()] != listed:
        return "a member, or the ZIP around them, is not what the manifest says"
    headers: dict[int, tuple[dict[str, Any], str]] = {}
    before = None
    for row in shown["batches"]:
        if before and (row["company"], row["number"], row["first"], row["previous"]) != before:
            return "the journal's batches do not follow each other"
        if set(row) != {"company", "number", "first", "last", "count", "previous", "root", "sealed_at"}:
            return "a batch says more or less than batches do"
        digest = sha(canonical({**row, "version": 1})).hex()
        headers[row["number"]] = (row, digest)
        before = (row["company"], row["number"] + 1, row["last"] + 1, digest)
    for entry in shown["entries"]:
        row, content = headers[entry["batch"]][0], entry["content"]
        leaf = sha(b"\x00" + struct.pack(">q", entry["id"]) + sha(content.encode()))
        paper, said = entry.get("personal"), json.loads(content)
        if paper and sha(bytes.fromhex(paper["salt"]) + paper["payload"].encode()).hex() != said["personal_digest"]:
            return "personal data in the journal was changed"
        whole = row["last"] - row["first"] + 1 == row["count"] and said["company"] == row["company"]
        if not whole or not path_leads(leaf, entry["index"], row["count"], entry["path"], bytes.fromhex(row["root"])):
            return "an entry does not stand in the journal"
    public = bytes.fromhex(seal["key"])
    wanted = {"key": sha(public).hex(), "manifest": sha(manifest).hex()}
    made = [e["id"] for e in shown["entries"] if wanted.items() <= _facts(e["content"]).items()]
    if len(made) != 1 or sorted(e["id"] for e in shown["entries"] if e["id"] != made[0]) != told["entries"]:
        return "the journal does not know this manifest"
    text = f"dunwell-case-file 1\n{sha(manifest).hex()}\n{sha(proof).hex()}\n".encode()
    if canonical(seal) != signature or len(seal) != 2 or not signed(public, text, bytes.fromhex(seal["signature"])):
        return "the signature does not hold"
    number, _, digest = root.partition(":")
    if root and (int(number) not in headers or headers[int(number)][1] != digest):
        return "it does not lead to the root that you know"
    return "it was signed with another key than the one that you know" if key and sha(public).hex() != key else ""


def _facts(content: str) -> dict[str, Any]:
    entry = json.loads(content)
    facts: dict[str, Any] = entry["facts"] if entry["verb"] == "case-file" else {}
    return facts


def main(words: list[str]) -> int:
    """Read the words of the command line, and say what the file is worth."""
    known = {"--root": "", "--key": ""}
    while len(words) > 2 and words[-2] in known:
        known[words[-2]], words = words[-1].replace(":", "" if words[-2] == "--key" else ":").lower(), words[:-2]
    try:
        wrong = check(Path(words[0]).read_bytes(), known["--root"], known["--key"])
    except Exception as fault:  # noqa: BLE001 - whatever a file does to us means that it is not as it was written
        wrong = f"it cannot be read ({type(fault).__name__})"
    by = " and ".join(name.strip("-") for name, value in known.items() if value)
    origin = f"origin proved by {by}" if by else "origin not proved"
    sys.stdout.write(f"altered: {wrong}\n" if wrong else f"consistent, {origin}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
