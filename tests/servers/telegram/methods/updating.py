"""Getting updates, and the webhook that excludes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.refusals import bad_request
from tests.servers.telegram.updates import LIMIT

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.realm import Realm


@method("getUpdates")
async def get_updates(realm: Realm, call: Call) -> object:
    """The updates from an offset on."""
    _allow(realm, call)
    limit = call.integer("limit", LIMIT)
    limit = limit if 1 <= limit <= LIMIT else LIMIT
    realm.updates.confirm(call.integer("offset"))
    realm.ring()
    return await realm.updates.some(limit, call.integer("timeout"))


@method("setWebhook")
def set_webhook(realm: Realm, call: Call) -> object:
    """Ask for updates to be sent to an address; this server only remembers it."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", call.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    _allow(realm, call)
    realm.updates.webhook = call.text("url")
    if call.flag("drop_pending_updates"):
        realm.updates.drop()
    return True


@method("deleteWebhook")
def delete_webhook(realm: Realm, call: Call) -> object:
    """Ask for updates to be kept for getUpdates."""
    realm.updates.webhook = ""
    if call.flag("drop_pending_updates"):
        realm.updates.drop()
    return True


@method("getWebhookInfo")
def get_webhook_info(realm: Realm, call: Call) -> object:  # noqa: ARG001  # every method has the same shape
    """What is known of the webhook."""
    return {
        "url": realm.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": realm.updates.unconfirmed,
    }


def _allow(realm: Realm, call: Call) -> None:
    """Kinds of updates stay allowed until others are named."""
    allowed = call.value("allowed_updates")
    if allowed is not None:
        realm.updates.allowed = frozenset(allowed)
