"""Each message as an .eml file. How a file is written safely is not known here: `write` does it."""

from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from dunwell.adapters.email_files.settings import MailFilesSettings
from dunwell.domain.post import Outcome, Outgoing, Result

FOLDER_FAILS = "folder"


class MailFiles:
    """A folder as a channel. `home` is the folder where the settings name none; `write` puts a file there, whole."""

    batch = 200

    def __init__(self, settings: MailFilesSettings, home: Path, write: Callable[[Path, bytes], None]) -> None:
        self._write = write
        self.folder = settings.folder or home
        self.keeps_hours = settings.picked_up
        self._result = Result.DELIVERED if settings.picked_up else Result.HANDED_OVER

    def send(self, messages: Iterable[Outgoing]) -> Generator[Outcome, None, None]:
        """Write messages down, under names that stay the same for the same message."""
        for message in messages:
            try:
                for file in message.files:
                    self._write(self.folder / file.name, file.content)
            except OSError as fault:
                yield Outcome(message.number, Result.STOPPED, FOLDER_FAILS, str(fault))
                return
            yield Outcome(message.number, self._result)

    def check(self) -> Outcome:
        """Try whether the folder can be written to."""
        trial = self.folder / ".dunwell"
        try:
            self._write(trial, b"")
            trial.unlink()
        except OSError as fault:
            return Outcome(0, Result.STOPPED, FOLDER_FAILS, str(fault))
        return Outcome(0, Result.DELIVERED)
