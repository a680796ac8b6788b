"""Messages through a mail server, many over one connection. Knows neither what they say nor what follows."""

from collections.abc import Callable, Generator, Iterable
from smtplib import SMTP

from dunwell.adapters.email_smtp.conversation import Trouble, connect, hand_over, hang_up, is_open
from dunwell.adapters.email_smtp.replies import Meaning
from dunwell.adapters.email_smtp.settings import SmtpSettings
from dunwell.domain.post import Outcome, Outgoing, Result

UNCLEAR = "recipient_refused"
MOST_UNCLEAR = 3
"""So many recipients in a row refused for no clear reason mean that it is us who are refused."""


class SmtpChannel:
    """A mail server as a channel. `secret` gives the password by its name in the settings."""

    batch = 100
    keeps_hours = True

    def __init__(self, settings: SmtpSettings, secret: Callable[[str], str]) -> None:
        self._settings = settings
        self._secret = secret

    def send(self, messages: Iterable[Outgoing]) -> Generator[Outcome, None, None]:
        """Hand messages over; a line that drops is opened anew before the next message is drawn."""
        waiting, unclear = iter(messages), 0
        line: SMTP | None = None
        try:
            while True:
                line = line if line is not None and is_open(line) else self._connect()
                message = next(waiting, None)
                if message is None:
                    return
                meaning = hand_over(line, message.sender, message.recipient, message.files[0].content)
                unclear = unclear + 1 if meaning.code == UNCLEAR else 0
                if unclear == MOST_UNCLEAR:
                    meaning = Meaning(Result.STOPPED, "all_refused", meaning.said)
                yield Outcome(message.number, meaning.result, meaning.code, meaning.said)
                if meaning.result is Result.STOPPED:
                    return
        except Trouble as trouble:
            yield _as_a_whole(trouble.meaning)
        finally:
            if line is not None:
                hang_up(line)

    def check(self) -> Outcome:
        """Connect and sign in, and send nothing."""
        try:
            hang_up(self._connect())
        except Trouble as trouble:
            return _as_a_whole(trouble.meaning)
        return Outcome(0, Result.DELIVERED)

    def _connect(self) -> SMTP:
        password = self._secret(self._settings.password) if self._settings.password else ""
        return connect(self._settings, password)


def _as_a_whole(meaning: Meaning) -> Outcome:
    return Outcome(0, meaning.result, meaning.code, meaning.said)
