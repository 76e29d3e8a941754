"""The names of the people of an authority, for pages that show who has what."""

from engine.case.commands import Actor
from web.frame import house


def names(actor: Actor) -> dict[str, str]:
    """Names by user id."""
    with house().engine.database.read() as tx:
        return {user.id: user.name for user in tx.users(actor.authority)}


def stands_in_for(actor: Actor) -> frozenset[str]:
    """Those who are away today and whom the actor covers."""
    engine = house().engine
    with engine.database.read() as tx:
        return tx.covered_by(actor.authority, actor.id, engine.today())
