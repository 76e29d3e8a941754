"""The names of the people of an authority, for pages that show who has what."""

from engine.case.commands import Actor
from web.frame import house


def names(actor: Actor) -> dict[str, str]:
    """Names by user id."""
    with house().engine.database.read() as tx:
        return {user.id: user.name for user in tx.users(actor.authority)}
