"""In which folder, and how the letters are printed."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class LettersSettings(BaseModel):
    """The options of a channel of kind `letters`.

    `folder`: an absolute path; left out, a folder of the company in the installation's own. `duplex`: printed on both
    sides, so that each letter begins on a sheet of its own.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path | None = None
    duplex: bool = False
