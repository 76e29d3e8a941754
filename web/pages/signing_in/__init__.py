"""How somebody comes in, and what they keep of their own account."""

from web.pages.signing_in import own_account, signing_in

__all__ = ["own_account", "signing_in"]
