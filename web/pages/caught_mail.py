"""The e-mails that the demonstration caught instead of sending them on; there is no such page anywhere else."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import render_template
from flask.typing import ResponseReturnValue

from engine import NotFound
from web.frame import house, pages
from web.guarding import guard, looked

SHOWN = 100


@pages.get("/demo/mail")
@guard("")
def caught_mails() -> ResponseReturnValue:
    looked("looked at the e-mails of the demonstration")
    files = sorted(_folder().glob("*.eml"), reverse=True)[:SHOWN]
    return render_template("caught_mails.html", mails=[(int(path.stem), _read(path)) for path in files])


@pages.get("/demo/mail/<int:number>")
@guard("")
def caught_mail(number: int) -> ResponseReturnValue:
    looked("looked at an e-mail of the demonstration")
    path = _folder() / f"{number:06d}.eml"
    if not path.is_file():
        raise NotFound(f"Expected an e-mail {number}, but there is none")
    mail = _read(path)
    text = mail.get_body(("plain",))
    return render_template("caught_mail.html", mail=mail, text=text.get_content() if text is not None else "")


def _folder() -> Path:
    folder = house().mail.caught
    if folder is None:
        raise NotFound("Expected the demonstration, but this is none")
    return folder


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)
