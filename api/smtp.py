"""Sends e-mails over SMTP: encrypted unless told otherwise, and sure to say whether one may have arrived."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from engine.case.history import digest_of
from engine.case.notices import GIVEN_UP, SENT, UNSURE, WAITING, HandingOver, Mail, Sent

SECONDS = 20.0
"""How long the server has for each answer."""

TAKEN = 250
FOR_GOOD = 500


@dataclass(frozen=True)
class SmtpSender:
    """One connection for each e-mail. Whatever server and network do, there is an outcome with a sentence."""

    host: str
    port: int
    sender: str
    settings: str
    """The address of the page where people choose which e-mails they get."""
    tls: str = "starttls"
    user: str = ""
    password_file: Path | None = field(default=None, repr=False)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    seconds: float = SECONDS

    def __call__(self, mail: Mail, handing_over: HandingOver) -> Sent:
        try:
            server = self._connect()
            try:
                self._prove(server)
                return self._hand_over(server, mail, handing_over)
            finally:
                _leave(server)
        except smtplib.SMTPResponseException as refusal:
            return Sent(WAITING, _answered(refusal.smtp_code, refusal.smtp_error))  # ours to mend, not the reader's
        except (OSError, smtplib.SMTPException) as failure:
            return Sent(WAITING, f"The mail server could not be used: {type(failure).__name__}")

    def _connect(self) -> smtplib.SMTP:
        if self.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=self.context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        return server

    def _prove(self, server: smtplib.SMTP) -> None:
        """Encrypt what comes, and say who we are."""
        if self.tls == "starttls":
            server.starttls(context=self.context)
        if self.user and self.password_file is not None:
            server.login(self.user, self.password_file.read_text(encoding="utf-8").strip())
        server.ehlo_or_helo_if_needed()

    def _hand_over(self, server: smtplib.SMTP, mail: Mail, handing_over: HandingOver) -> Sent:
        code, answer = server.mail(self.sender)
        if code != TAKEN:
            return Sent(WAITING, _answered(code, answer))
        code, answer = server.rcpt(mail.address)
        if code != TAKEN:
            return _refused(code, answer)
        letter = self.letter(mail).as_bytes(policy=SMTP)
        handing_over()
        try:
            code, answer = server.data(letter)
        except smtplib.SMTPDataError as refusal:
            return _refused(refusal.smtp_code, refusal.smtp_error)
        except (OSError, smtplib.SMTPException) as failure:
            said = f"The connection broke after the e-mail was handed over: {type(failure).__name__}"
            return Sent(UNSURE, f"{said}. It may have arrived, so it is not sent again.")
        return Sent(SENT, f"The mail server took it: {code}") if code == TAKEN else _refused(code, answer)

    def letter(self, mail: Mail) -> EmailMessage:
        """The e-mail as it goes out: as text, and as HTML for those who like that better."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, mail.address, mail.subject
        letter["Date"] = format_datetime(mail.made_at)
        named = digest_of(f"{mail.authority} {mail.id}")[:32]
        letter["Message-ID"] = f"<{named}@{self.sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["List-Unsubscribe"] = f"<{self.settings}>"
        letter.set_content(mail.text)
        letter.add_alternative(mail.html, subtype="html")
        return letter


def _leave(server: smtplib.SMTP) -> None:
    """How they part changes nothing about what was handed over."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _refused(code: int, answer: bytes | str) -> Sent:
    """An address or an e-mail that is refused for good is not tried again."""
    return Sent(GIVEN_UP if code >= FOR_GOOD else WAITING, _answered(code, answer))


def _answered(code: int, answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"The mail server answered {code} {said}"[:500]
