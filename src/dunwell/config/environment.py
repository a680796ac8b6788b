"""Where the installation lives and which database it uses. The only module that looks at the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "DUNWELL_HOME"
DATABASE_VARIABLE = "DUNWELL_DATABASE_URL"
HOSTS_VARIABLE = "DUNWELL_HOSTS"
TLS_VARIABLE = "DUNWELL_BEHIND_TLS"


@dataclass(frozen=True, slots=True)
class Installation:
    """One place on one machine: a folder of our own and, unless it is the embedded one, a database.

    hosts: under which names the workbench answers besides this machine's own. behind_tls: a proxy that speaks TLS
    stands before it and says so in X-Forwarded-Proto.
    """

    home: Path
    database_url: str | None
    hosts: tuple[str, ...] = ()
    behind_tls: bool = False


def installation() -> Installation:
    """Read the folder and the database from the environment; an empty variable counts as absent."""
    home = os.environ.get(HOME_VARIABLE)
    return Installation(
        home=Path(home).expanduser().absolute() if home else _default_home(),
        database_url=os.environ.get(DATABASE_VARIABLE) or None,
        hosts=tuple(name for name in os.environ.get(HOSTS_VARIABLE, "").replace(",", " ").split() if name != "*"),
        behind_tls=os.environ.get(TLS_VARIABLE, "").lower() in ("1", "true", "yes"),
    )


def _default_home() -> Path:
    # The XDG base directory specification: a relative XDG_DATA_HOME is to be ignored.
    data_home = Path(os.environ.get("XDG_DATA_HOME") or "")
    if not data_home.is_absolute():
        data_home = Path.home() / ".local" / "share"
    return data_home / "dunwell"
