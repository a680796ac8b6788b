"""One connection to a mail server, and one message through it, step by step, so that each failure has its place.

`smtplib.sendmail` does these steps in one; then nobody can tell a line that dropped before the message from one that
dropped after it. Knows no message but its bytes.
"""

import smtplib
import ssl
from contextlib import suppress

from dunwell.adapters.email_smtp.replies import Meaning, meaning_of, spoken
from dunwell.adapters.email_smtp.settings import SmtpSettings
from dunwell.domain.post import Result

_OK, _GO_ON = (250, 251, 252), 354
UNREACHABLE, NO_TLS, LINE_DROPPED = "unreachable", "no_tls", "line_dropped"


class Trouble(Exception):  # noqa: N818 - not an error of the program
    """The server cannot be used, and what that means."""

    def __init__(self, meaning: Meaning) -> None:
        super().__init__(meaning)
        self.meaning = meaning


def connect(settings: SmtpSettings, password: str) -> smtplib.SMTP:
    """Open a connection, secure it and sign in. Raises Trouble."""
    try:
        line = _dial(settings)
        try:
            _secure(line, settings)
            if settings.user:
                line.login(settings.user, password)
        except BaseException:
            hang_up(line)
            raise
    except smtplib.SMTPAuthenticationError as fault:
        raise Trouble(meaning_of("sign_in", fault.smtp_code, _bytes(fault.smtp_error))) from None
    except smtplib.SMTPNotSupportedError as fault:
        raise Trouble(Meaning(Result.STOPPED, "sign_in", str(fault))) from None
    except smtplib.SMTPResponseException as fault:
        raise Trouble(meaning_of("greeting", fault.smtp_code, _bytes(fault.smtp_error))) from None
    except ssl.SSLError as fault:
        raise Trouble(Meaning(Result.STOPPED, "tls", str(fault))) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise Trouble(Meaning(Result.RETRY, UNREACHABLE, str(fault))) from None
    return line


def hang_up(line: smtplib.SMTP) -> None:
    """End a connection, politely if the other side is still there."""
    with suppress(smtplib.SMTPException, OSError):
        line.quit()
    line.close()


def hand_over(line: smtplib.SMTP, sender: str, recipient: str, data: bytes) -> Meaning:
    """Hand one message over, its bytes as they are, and tell what came of it; never raises for what the server does."""
    try:
        refused = _announce(line, sender, recipient)
    except (smtplib.SMTPException, OSError) as fault:
        line.close()
        return Meaning(Result.RETRY, LINE_DROPPED, str(fault))
    if refused is not None:
        return refused
    try:
        # From here on the server may have the message although no answer comes.
        line.send(_stuffed(data))
        code, reply = line.getreply()
    except (smtplib.SMTPException, OSError) as fault:
        line.close()
        return Meaning(Result.IN_DOUBT, LINE_DROPPED, str(fault))
    if code in _OK:
        return Meaning(Result.DELIVERED, "", spoken(code, reply))
    return meaning_of("content", code, reply)


def _stuffed(data: bytes) -> bytes:
    """Double each dot that begins a line, and end with one alone, as RFC 5321 has it."""
    dotted = data.replace(b"\n.", b"\n..")
    return b"".join(
        (b"." if data.startswith(b".") else b"", dotted, b"" if data.endswith(b"\r\n") else b"\r\n", b".\r\n")
    )


def is_open(line: smtplib.SMTP) -> bool:
    """Tell whether a connection is still there."""
    return line.sock is not None


def _announce(line: smtplib.SMTP, sender: str, recipient: str) -> Meaning | None:
    """Say from whom and to whom, and ask to begin; the meaning of the first no, or None."""
    code, reply = line.mail(sender)
    if code not in _OK:
        return _refused(line, meaning_of("sender", code, reply))
    code, reply = line.rcpt(recipient)
    if code not in _OK:
        return _refused(line, meaning_of("recipient", code, reply))
    code, reply = line.docmd("DATA")
    if code != _GO_ON:
        return _refused(line, meaning_of("content", code, reply))
    return None


def _refused(line: smtplib.SMTP, meaning: Meaning) -> Meaning:
    """Forget the message that was refused, so that the next one can follow on the same connection."""
    with suppress(smtplib.SMTPException, OSError):
        line.rset()
    return meaning


def _dial(settings: SmtpSettings) -> smtplib.SMTP:
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=settings.timeout_seconds, context=ssl.create_default_context()
        )
    return smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_seconds)


def _secure(line: smtplib.SMTP, settings: SmtpSettings) -> None:
    """Switch to TLS where it is wanted; on this machine alone a server may have none."""
    line.ehlo_or_helo_if_needed()
    if settings.security != "starttls":
        return
    if line.has_extn("starttls"):
        line.starttls(context=ssl.create_default_context())
        line.ehlo()
    elif not settings.is_local:
        raise Trouble(Meaning(Result.STOPPED, NO_TLS, "The server offers no STARTTLS"))


def _bytes(reply: object) -> bytes:
    return reply if isinstance(reply, bytes) else str(reply).encode()
