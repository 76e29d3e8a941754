"""The e-mails that the demonstration caught instead of sending them on; there is no such page anywhere else."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import make_response, render_template
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
    return render_template("administration/caught_mails.html", mails=[(int(path.stem), _read(path)) for path in files])


@pages.get("/demo/mail/<int:number>")
@guard("")
def caught_mail(number: int) -> ResponseReturnValue:
    looked("looked at an e-mail of the demonstration")
    mail = _mail(number)
    text, has_html = mail.get_body(("plain",)), mail.get_body(("html",)) is not None
    said = text.get_content() if text is not None else ""
    return render_template("administration/caught_mail.html", mail=mail, text=said, number=number, has_html=has_html)


@pages.get("/demo/mail/<int:number>/html")
@guard("")
def caught_mail_as_html(number: int) -> ResponseReturnValue:
    """As programs for e-mail show it; nothing in it can act, and nothing is fetched."""
    looked("looked at an e-mail of the demonstration")
    html = _mail(number).get_body(("html",))
    if html is None:
        raise NotFound(f"Expected HTML in the e-mail {number}, but it is text alone")
    response = make_response(html.get_content())
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _mail(number: int) -> EmailMessage:
    path = _folder() / f"{number:06d}.eml"
    if not path.is_file():
        raise NotFound(f"Expected an e-mail {number}, but there is none")
    return _read(path)


def _folder() -> Path:
    folder = house().mail.caught
    if folder is None:
        raise NotFound("Expected the demonstration, but this is none")
    return folder


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)
