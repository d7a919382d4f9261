"""Settings of the test suite: the project's own, with a data folder that ends with the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="vestnik-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VESTNIK_DATA"] = str(_folder)
# Whoever runs the suite may have a newsroom of their own set up; only its servers are wanted.
for _name in (
    *("PRODUCTION", "DEBUG", "BASE_URL", "HOSTS", "PORT", "SECRET_KEY", "SMTP_HOST"),
    "OWN_NETWORKS",
):
    os.environ.pop(f"VESTNIK_{_name}", None)

# Each process of a parallel run clears its caches; none may clear another's.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if _redis := os.environ.get("VESTNIK_REDIS_URL"):
    os.environ["VESTNIK_REDIS_URL"] = f"{_redis.rsplit('/', 1)[0]}/{int(_worker[2:])}"

from cms import catalogues  # noqa: E402
from cms.settings import *  # noqa: E402, F403
from cms.settings import CACHES, DATABASES, HUEY, LOCALE_PATHS, REDIS_URL, STORAGES  # noqa: E402

catalogues.compile_stale(LOCALE_PATHS[0])

if DATABASES["default"]["ENGINE"] == "cms.sqlite":
    # A file, since threads can't share a database in memory under immediate transactions.
    DATABASES["default"]["TEST"] = {"NAME": _folder / "tests.sqlite3"}
if not REDIS_URL:
    CACHES["shared"] = CACHES["default"]
HUEY["immediate"] = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
