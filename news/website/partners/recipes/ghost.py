"""Carries your feed into Ghost, new texts as drafts: run it every ten minutes, as by cron.

FEED: your address that ends in .json. GHOST: https://your.site. GHOST_KEY: in Ghost's
Settings, Integrations, a custom integration, its "Admin API key". CARRIED: a file for notes.
"""

import base64
import hashlib
import hmac
import html
import json
import os
import time
from pathlib import Path
from urllib.request import Request, urlopen

API = os.environ["GHOST"].rstrip("/") + "/ghost/api/admin/posts/"
KEY_ID, _colon, SECRET = os.environ["GHOST_KEY"].partition(":")


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=")


def token():
    now = int(time.time())
    head = {"alg": "HS256", "typ": "JWT", "kid": KEY_ID}
    says = {"iat": now, "exp": now + 300, "aud": "/admin/"}
    signed = b".".join(base64url(json.dumps(part).encode()) for part in (head, says))
    signature = base64url(hmac.digest(bytes.fromhex(SECRET), signed, "sha256"))
    return f"{signed.decode()}.{signature.decode()}"


def ask(method, address, post=None):
    body = json.dumps({"posts": [post]}).encode() if post else None
    headers = {"Authorization": f"Ghost {token()}", "Accept-Version": "v5.0"}
    headers["Content-Type"] = "application/json"
    with urlopen(Request(address, body, headers, method=method), timeout=30) as answer:
        return json.load(answer)["posts"]


def written(item):
    ours = item["_vestnik"]
    if "withdrawn" in ours:
        # Off the site: the text goes, the reason stays for your editors.
        reason = html.escape(item["content_text"])
        return {"title": item["title"], "html": f"<p>{reason}</p>", "status": "draft"}
    notes = [f"<p><em>{html.escape(each['note'])}</em></p>" for each in ours.get("corrections", [])]
    rights = html.escape(ours.get("rights") or item["url"])
    source = f'<p><a href="{html.escape(item["url"])}">{rights}</a></p>'
    return {
        "title": item["title"],
        "html": "".join([*notes, item["content_html"], source]),
        "custom_excerpt": item.get("summary", "")[:300],
        "canonical_url": item["url"],
        "feature_image": item.get("image"),
    }


def carry(item):
    # An internal tag, by which we find our copy again whatever becomes of its title.
    tag = "vestnik-" + hashlib.sha256(item["id"].encode()).hexdigest()[:16]
    found = ask("GET", f"{API}?filter=tag:hash-{tag}&limit=1")
    post = written(item)
    if found:
        same = {"updated_at": found[0]["updated_at"]}
        ask("PUT", f"{API}{found[0]['id']}/?source=html", post | same)
    elif "withdrawn" not in item["_vestnik"]:
        ask("POST", f"{API}?source=html", post | {"status": "draft", "tags": [{"name": f"#{tag}"}]})


notes = Path(os.environ.get("CARRIED", "carried.json"))
carried = json.loads(notes.read_text()) if notes.exists() else {}
with urlopen(os.environ["FEED"], timeout=30) as answer:
    items = json.load(answer)["items"]
for item in reversed(items):
    # Minor fixes have no new date; the version rises with each of them.
    state = [item["date_modified"], item["_vestnik"].get("version")]
    if carried.get(item["id"]) != state:
        carry(item)
        carried[item["id"]] = state
        notes.write_text(json.dumps(carried))
