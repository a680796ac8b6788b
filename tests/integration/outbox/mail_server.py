"""A mail server for tests, on this machine: it takes mail, or behaves as badly as it is told to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class MailServer:
    """What to answer, and what came in. Answers hold for one recipient (`to`) or, under "", for all."""

    to: dict[str, str] = field(default_factory=dict)
    sender: str = "250 2.1.0 ok"
    sign_in: str = "235 2.7.0 ok"
    content: dict[str, str] = field(default_factory=dict)
    drop_after_content: set[str] = field(default_factory=set)
    drop_before_content: set[str] = field(default_factory=set)
    received: list[tuple[str, str, bytes]] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """Give what was accepted, read by the library."""
        return [message_from_bytes(data, policy=default) for _, _, data in self.received]

    @property
    def recipients(self) -> list[str]:
        """Name to whom mail was accepted."""
        return [recipient for _, recipient, _ in self.received]

    def serve(self, listener: socket.socket) -> None:
        """Answer connections, each in a thread of its own, until the listener is closed."""
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._converse, args=(line,), daemon=True).start()

    def _converse(self, line: socket.socket) -> None:
        with line, line.makefile("rwb") as talk:

            def say(text: str) -> None:
                talk.write(text.encode() + b"\r\n")
                talk.flush()

            say("220 mail.example ready")
            sender = recipient = ""
            for raw in talk:
                words = raw.decode("utf-8", "replace").strip()
                verb = words[:4].upper()
                if verb == "EHLO":
                    say("250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES")
                elif verb == "AUTH":
                    say(self.sign_in)
                elif verb == "MAIL":
                    sender = words[words.index("<") + 1 : words.index(">")]
                    say(self.sender)
                elif verb == "RCPT":
                    recipient = words[words.index("<") + 1 : words.index(">")]
                    say(self.to.get(recipient, self.to.get("", "250 2.1.5 ok")))
                elif verb == "DATA":
                    if recipient in self.drop_before_content:
                        return
                    say("354 go on")
                    data = _read_content(talk)
                    if recipient in self.drop_after_content:
                        self.received.append((sender, recipient, data))
                        return
                    answer = self.content.get(recipient, self.content.get("", "250 2.0.0 taken"))
                    if answer.startswith("250"):
                        self.received.append((sender, recipient, data))
                    say(answer)
                elif verb == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 ok")


def _read_content(talk: Iterator[bytes]) -> bytes:
    """Read up to the single dot, and take the doubled dots back."""
    lines = []
    for line in talk:
        if line == b".\r\n":
            break
        lines.append(line[1:] if line.startswith(b".") else line)
    return b"".join(lines)


def text_of(mail: EmailMessage) -> str:
    """Give the plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Give a server that listens on a free port of this machine."""
    server = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        threading.Thread(target=server.serve, args=(listener,), daemon=True).start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
