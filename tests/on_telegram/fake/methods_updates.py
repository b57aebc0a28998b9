"""How the bot takes its updates: by asking, or brought to a webhook; never both at once."""

import re
from urllib.parse import urlsplit

from tests.on_telegram.fake.calls import Api, Call, method
from tests.on_telegram.fake.shapes import Json, Refused, bad

MOST = 100
PORTS = frozenset({443, 80, 88, 8443})
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method
def get_updates(api: Api, call: Call) -> list[Json]:
    """Return what waits now; the transport waits for more if there is nothing."""
    if api.webhook:
        sentence = "can't use getUpdates method while webhook is active"
        raise Refused(409, f"Conflict: {sentence}; use deleteWebhook to delete the webhook first")
    _allowed(api, call)
    limit = min(max(call.whole("limit", MOST), 1), MOST)
    found = api.updates.fetch(call.whole("offset"), limit)
    for update in found:
        api.validator.check_update(update)
    return found


@method
def set_webhook(api: Api, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return _removed(api, call)
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = call.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _allowed(api, call)
    if call.flag("drop_pending_updates"):
        api.updates.waiting.clear()
    most = call.whole("max_connections", 40)
    api.webhook = {"url": url, "secret": secret, "max_connections": most}
    api.updates.stir()
    return True


@method
def delete_webhook(api: Api, call: Call) -> bool:
    return _removed(api, call)


def _removed(api: Api, call: Call) -> bool:
    api.webhook = {}
    if call.flag("drop_pending_updates"):
        api.updates.waiting.clear()
    api.updates.stir()
    return True


@method
def get_webhook_info(api: Api, _call: Call) -> Json:
    found = {"url": api.webhook.get("url", ""), "has_custom_certificate": False}
    return found | {"pending_update_count": len(api.updates.waiting)}


def _allowed(api: Api, call: Call) -> None:
    """Note the kinds a bot names: an empty list is the usual ones, none at all as before."""
    named = call.tree("allowed_updates")
    if named is not None:
        api.updates.allowed = frozenset(named) or None
