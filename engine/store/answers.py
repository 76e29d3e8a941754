"""What each command was answered, so that the same command again gets the same answer."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from engine.case.commands import IMPORTED
from engine.case.rows import Answer
from engine.store.connected import Connected
from engine.store.faults import AlreadyRemembered, Taken
from engine.store.tables.truth import command
from engine.store.types import written_moment

_ANSWER = select(command.c.fingerprint, command.c.answer).where(
    command.c.authority == bindparam("authority"), command.c.id == bindparam("id")
)
_REMEMBER = insert(command)
_FORGET = delete(command).where(
    command.c.recorded_at < bindparam("before", type_=command.c.id.type),
    command.c.id.not_like(bindparam("spared", type_=command.c.id.type)),
)


class ReadsAnswers(Connected):
    def answer_to(self, authority: str, command_id: str) -> Answer | None:
        row = self._first(_ANSWER, authority=authority, id=command_id)
        return None if row is None else Answer(*row)


class WritesAnswers(ReadsAnswers):
    def remember(self, authority: str, command_id: str, fingerprint: str, text: str, at: datetime) -> None:
        """Keep an answer; raises `AlreadyRemembered` when another transaction answered this id meanwhile."""
        row = {"authority": authority, "id": command_id, "fingerprint": fingerprint, "answer": text}
        try:
            self._write(_REMEMBER, {**row, "recorded_at": written_moment(at)})
        except Taken as taken:
            raise AlreadyRemembered(command_id) from taken

    def forget_answers(self, before: datetime) -> int:
        """Drop answers that nobody will ask for again; how many. What was imported may be asked for at any time."""
        return self._write(_FORGET, {"before": written_moment(before), "spared": f"{IMPORTED}%"})
