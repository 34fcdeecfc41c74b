"""A mail server on loopback that speaks SMTP for real, and does what mail servers do: it refuses, dawdles and dies."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import cast

from django.core.mail import EmailMessage as DjangoMessage
from django.core.mail.backends.base import BaseEmailBackend


@dataclass
class Mailbox:
    """What a server does, which a test may change while it runs, and what it took.

    refuses: answer to RCPT by address, such as ``550 no such person``. refuses_all: answer to MAIL. dies_after: of so
    many messages more it keeps, and then goes away without a word, once each. dies_before: the same, and keeps nothing.
    then: called when a message was kept, before that is said. slow: seconds before each answer.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    refuses_all: str = ""
    refuses_data: str = ""
    dies_after: int = 0
    dies_before: int = 0
    slow: float = 0
    then: Callable[[EmailMessage], None] = lambda message: None
    connections: int = 0

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """What was taken for somebody, in order."""
        return [one for one in self.taken if one["To"] == address]


class _Session(socketserver.StreamRequestHandler):
    """One connection, as RFC 5321 has it: what is out of order is refused."""

    def handle(self) -> None:
        self._box.connections += 1
        self._say("220 here")
        sender, to = "", ""
        while line := self.rfile.readline():
            verb, _, said = line.decode("ascii").strip().partition(" ")
            match verb.upper():
                case "EHLO":
                    self._say("250-here\r\n250-8BITMIME\r\n250 SIZE 33554432")
                case "HELO" | "NOOP":
                    self._say("250 ok")
                case "RSET":
                    sender = to = ""
                    self._say("250 ok")
                case "MAIL":
                    sender = "" if self._box.refuses_all else said
                    self._say(self._box.refuses_all or "250 ok")
                case "RCPT" if sender:
                    address = said.partition("<")[2].partition(">")[0]
                    to = "" if address in self._box.refuses else address
                    self._say(self._box.refuses.get(address, "250 ok"))
                case "DATA" if to:
                    if not self._data():
                        return
                    sender = to = ""
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("503 out of order")

    @property
    def _box(self) -> Mailbox:
        return cast(_Server, self.server).box

    def _data(self) -> bool:
        """Whether the server is still there afterwards."""
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self._box.refuses_data:
            self._say(self._box.refuses_data)
            return True
        if self._box.dies_before:
            self._box.dies_before -= 1
            return False
        message = cast(EmailMessage, message_from_bytes(b"".join(lines), policy=policy.default))
        self._box.taken.append(message)
        self._box.then(message)
        if self._box.dies_after:
            self._box.dies_after -= 1
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        time.sleep(self._box.slow)
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    box: Mailbox


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that listens as long as it is wanted."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box = Mailbox(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.box
        server.shutdown()
        thread.join()


@dataclass
class Office:
    """A mail server without a network, for tests that send tens of thousands: what it does next, and what it took.

    does: asked for each message, gives ``take``, ``put off``, ``refuse``, ``go before``, ``go after``, ``kill before``
    or ``kill after``. down: nobody listens.
    """

    does: Callable[[str], str] = lambda address: "take"
    down: bool = False
    taken: list[DjangoMessage] = field(default_factory=list)


class Killed(BaseException):
    """As a process is killed: nothing catches it."""


class ToOffice(BaseEmailBackend):
    """What Django sends by, in place of SMTP. Each test gives it an office."""

    office = Office()

    def open(self) -> bool:
        if self.office.down:
            raise ConnectionRefusedError("nobody listens")
        return True

    def send_messages(self, messages: Sequence[DjangoMessage]) -> int:
        for message in messages:
            self._take(message)
        return len(messages)

    def _take(self, message: DjangoMessage) -> None:
        [address] = message.to
        does = self.office.does(address)
        match does:
            case "put off":
                raise SMTPRecipientsRefused({address: (450, b"try later")})
            case "refuse":
                raise SMTPRecipientsRefused({address: (550, b"no such person")})
            case "go before":
                raise SMTPServerDisconnected("gone")
            case "kill before":
                raise Killed
        self.office.taken.append(message)
        if does == "go after":
            raise SMTPServerDisconnected("gone")
        if does == "kill after":
            raise Killed
