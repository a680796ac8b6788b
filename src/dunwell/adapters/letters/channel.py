"""Letters as a batch in a folder: a PDF to print and a list beside it. A person marks them as posted.

How a file is written safely is not known here: `write` does it.
"""

from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from dunwell.adapters.letters.batch import as_csv, lay_together
from dunwell.adapters.letters.settings import LettersSettings
from dunwell.domain.post import Outcome, Outgoing, Result

FOLDER_FAILS = "folder"


class Letters:
    """A folder of prints as a channel. `home` is the folder where the settings name none."""

    batch = 500
    keeps_hours = False

    def __init__(self, settings: LettersSettings, home: Path, write: Callable[[Path, bytes], None]) -> None:
        self._write_file = write
        self.folder = settings.folder or home
        self._duplex = settings.duplex

    def send(self, messages: Iterable[Outgoing]) -> Generator[Outcome, None, None]:
        """Lay the letters together and write the batch; the list comes last, so that one with a list is whole."""
        letters = list(messages)
        if not letters:
            return
        try:
            name = self._write(letters)
        except OSError as fault:
            for letter in letters:
                yield Outcome(letter.number, Result.STOPPED, FOLDER_FAILS, str(fault))
            return
        for letter in letters:
            yield Outcome(letter.number, Result.HANDED_OVER, said=name)

    def check(self) -> Outcome:
        """Try whether the folder can be written to."""
        trial = self.folder / ".dunwell"
        try:
            self._write_file(trial, b"")
            trial.unlink()
        except OSError as fault:
            return Outcome(0, Result.STOPPED, FOLDER_FAILS, str(fault))
        return Outcome(0, Result.DELIVERED)

    def _write(self, letters: list[Outgoing]) -> str:
        """Write the batch, and give its name: day, first and last number."""
        day, numbers = letters[0].stem[:10], [letter.number for letter in letters]
        name = f"letters-{day}-{min(numbers)}-{max(numbers)}"
        pdf, places = lay_together(letters, duplex=self._duplex)
        self._write_file(self.folder / f"{name}.pdf", pdf)
        self._write_file(self.folder / f"{name}.csv", as_csv(places))
        return f"{name}.pdf"
