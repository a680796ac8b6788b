"""The token that lets the first account be opened: printed once where the server runs, gone when it is used."""

import hmac
from contextlib import suppress
from secrets import token_urlsafe

from dunwell.config.environment import installation
from dunwell.config.private_files import write_whole

NAME = "first_token"


def first_token() -> str:
    """Give the token, made anew where there is none; readable by the owner of the installation alone."""
    path = installation().home / NAME
    if not path.exists():
        write_whole(path, token_urlsafe(18).encode())
    return path.read_text(encoding="ascii")


def is_right(token: str) -> bool:
    """Tell whether this is the token; without one that waits none is."""
    path = installation().home / NAME
    if not path.exists():
        return False
    return hmac.compare_digest(path.read_bytes(), token.encode())


def use_up() -> None:
    """Let the token open nothing any more."""
    with suppress(FileNotFoundError):
        (installation().home / NAME).unlink()
