"""Files for the owner of the installation alone: written whole or not at all. And passwords, by name.

A password is `env:NAME`, an environment variable, or `file:NAME`, a file in the folder `secrets` of DUNWELL_HOME. It
is never in the database, in the journal or in a log.
"""

import os
from pathlib import Path

from dunwell.config.environment import installation
from dunwell.domain.errors import UserError

SECRETS = "secrets"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there wholly or not at all, readable by its owner alone. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def keep_secret(name: str, secret: str) -> str:
    """Keep a secret in a file, and give the reference by which it is found again."""
    write_whole(installation().home / SECRETS / name, secret.encode())
    return f"file:{name}"


def find_secret(reference: str) -> str:
    """Give the secret that a reference names. Raises UserError `secret_missing`, which never repeats it."""
    where, _, name = reference.partition(":")
    try:
        found = os.environ[name] if where == "env" else (installation().home / SECRETS / name).read_text("utf-8")
    except (KeyError, OSError):
        raise UserError(
            "secret_missing",
            f"There is no password under {reference}",
            "Set the environment variable, or give the password anew with `dunwell channel set`",
            field="password",
        ) from None
    return found.rstrip("\r\n")
