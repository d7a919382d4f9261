"""What the environment says; nothing else in the project reads it."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("VESTNIK_DATA", BASE_DIR / "var")).resolve()
PRODUCTION = os.environ.get("VESTNIK_PRODUCTION", "") == "1"
BASE_URL = os.environ.get("VESTNIK_BASE_URL", "http://localhost:8000").rstrip("/")
DATABASE_URL = os.environ.get("VESTNIK_DATABASE_URL", "")
REDIS_URL = os.environ.get("VESTNIK_REDIS_URL", "")
SECRET_KEY = os.environ.get("VESTNIK_SECRET_KEY", "")
