"""The key that signs case files: Ed25519, made at the first use, readable by the owner of the installation alone."""

from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dunwell.domain.errors import UserError

Write = Callable[[Path, bytes], None]


class SigningKey:
    """A key in a file of 32 bytes; `write` writes a file whole and for its owner alone."""

    def __init__(self, path: Path, write: Write) -> None:
        """Read the key, or make it. Raises UserError `bad_key` where the file holds something else."""
        if not path.exists():
            write(path, Ed25519PrivateKey.generate().private_bytes_raw())
        content = path.read_bytes()
        try:
            self._key = Ed25519PrivateKey.from_private_bytes(content)
        except ValueError:
            raise UserError(
                "bad_key", f"{path.name} holds no signing key", "Put it back from a backup", file=path.name
            ) from None

    @property
    def public(self) -> bytes:
        """Give the public key."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, text: bytes) -> bytes:
        """Sign a text."""
        return self._key.sign(text)


def verify(key: bytes, text: bytes, signature: bytes) -> bool:
    """Tell whether a signature of a text is that of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
