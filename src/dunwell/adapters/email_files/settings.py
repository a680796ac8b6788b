"""In which folder, and whether what lies there is as good as sent."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class MailFilesSettings(BaseModel):
    """The options of a channel of kind `email_files`.

    `folder`: an absolute path; left out, a folder of the company in the installation's own. `picked_up`: a mail system
    empties the folder, so that what was written there counts as delivered; else a person marks what she has sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path | None = None
    picked_up: bool = False
