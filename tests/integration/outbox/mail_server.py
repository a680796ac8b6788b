"""A mail server for tests, on this machine: it takes mail, or behaves as badly as it is told to."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
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
    tls: ssl.SSLContext | None = None
    secured: int = 0
    connections: int = 0
    talking: int = 0
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
            self.talking += 1
            threading.Thread(target=_Conversation(self, line).hold, daemon=True).start()


class _Conversation:
    """One connection: verbs and their answers, until one side hangs up."""

    def __init__(self, server: MailServer, line: socket.socket) -> None:
        self.server, self.line = server, line
        self.talk = line.makefile("rwb")
        self.sender = self.recipient = ""
        self.over = False
        self.verbs: dict[str, Callable[[str], None]] = {
            "EHLO": self.hello,
            "STAR": self.secure,
            "AUTH": lambda _: self.say(server.sign_in),
            "MAIL": self.mail,
            "RCPT": self.rcpt,
            "DATA": self.data,
            "QUIT": self.quit,
        }

    def hold(self) -> None:
        """Talk until it is over, or the other side is gone."""
        try:
            with suppress(OSError):
                self.say("220 mail.example ready")
                while not self.over and (raw := self.talk.readline()):
                    words = raw.decode("utf-8", "replace").strip()
                    self.verbs.get(words[:4].upper(), lambda _: self.say("250 ok"))(words)
        finally:
            with suppress(OSError):
                self.talk.close()
            self.line.close()
            self.server.talking -= 1

    def say(self, text: str) -> None:
        self.talk.write(text.encode() + b"\r\n")
        self.talk.flush()

    def hello(self, words: str) -> None:
        offered = "250-STARTTLS\r\n" if self.server.tls and not self.server.secured else ""
        self.say(f"250-mail.example\r\n{offered}250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES")

    def secure(self, words: str) -> None:
        assert self.server.tls is not None
        self.say("220 go on")
        self.talk.close()
        try:
            self.line = self.server.tls.wrap_socket(self.line, server_side=True)
        except (ssl.SSLError, ConnectionError):
            self.over = True
            return
        self.server.secured += 1
        self.talk = self.line.makefile("rwb")

    def mail(self, words: str) -> None:
        self.sender = _between(words)
        self.say(self.server.sender)

    def rcpt(self, words: str) -> None:
        self.recipient = _between(words)
        self.say(self.server.to.get(self.recipient, self.server.to.get("", "250 2.1.5 ok")))

    def data(self, words: str) -> None:
        server, recipient = self.server, self.recipient
        if recipient in server.drop_before_content:
            self.over = True
            return
        self.say("354 go on")
        content = _read_content(self.talk)
        if content is None:  # the other side is gone in the midst of it: nothing is taken
            self.over = True
            return
        self.over = recipient in server.drop_after_content
        answer = server.content.get(recipient, server.content.get("", "250 2.0.0 taken"))
        if self.over or answer.startswith("250"):
            server.received.append((self.sender, recipient, content))
        if not self.over:
            self.say(answer)

    def quit(self, words: str) -> None:
        self.say("221 bye")
        self.over = True


def _between(words: str) -> str:
    return words[words.index("<") + 1 : words.index(">")]


def _read_content(talk: Iterable[bytes]) -> bytes | None:
    """Read up to the single dot, and take the doubled dots back; None where the dot never comes."""
    lines: list[bytes] = []
    for line in talk:
        if line == b".\r\n":
            return b"".join(lines)
        lines.append(line[1:] if line.startswith(b".") else line)
    return None


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
