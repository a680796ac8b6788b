"""Mail as files in a folder: nothing to set up. A mail system picks them up, or a person sends them."""

from dunwell.adapters.email_files.channel import MailFiles
from dunwell.adapters.email_files.settings import MailFilesSettings

__all__ = ["MailFiles", "MailFilesSettings"]
