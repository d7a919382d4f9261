"""What the environment says; nothing else in the project reads it (README, "Settings")."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("VESTNIK_DATA") or BASE_DIR / "var").resolve()
# Mail, tasks and the first secret are kept there before anything else is asked to make it.
DATA_DIR.mkdir(parents=True, exist_ok=True)


def is_set(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


PRODUCTION = is_set("VESTNIK_PRODUCTION")
DEBUG = is_set("VESTNIK_DEBUG")
PORT = os.environ.get("VESTNIK_PORT") or "8000"
BASE_URL = (os.environ.get("VESTNIK_BASE_URL") or f"http://localhost:{PORT}").rstrip("/")
HOSTS = os.environ.get("VESTNIK_HOSTS", "").replace(",", " ").split()
# Proxies in front of us whose X-Forwarded-Proto and X-Forwarded-For are believed.
BEHIND_PROXY = is_set("VESTNIK_BEHIND_PROXY")
SECRET_KEY = os.environ.get("VESTNIK_SECRET_KEY", "")
OWN_NETWORKS = os.environ.get("VESTNIK_OWN_NETWORKS", "")

DATABASE_URL = os.environ.get("VESTNIK_DATABASE_URL", "")
REDIS_URL = os.environ.get("VESTNIK_REDIS_URL", "")

SMTP_HOST = os.environ.get("VESTNIK_SMTP_HOST", "")
SMTP_PORT = int(os.environ.get("VESTNIK_SMTP_PORT") or 587)
SMTP_USER = os.environ.get("VESTNIK_SMTP_USER", "")
SMTP_PASSWORD = os.environ.get("VESTNIK_SMTP_PASSWORD", "")
SMTP_TLS = os.environ.get("VESTNIK_SMTP_TLS", "starttls")
MAIL_FROM = os.environ.get("VESTNIK_MAIL_FROM") or "newsroom@example.org"
