"""Database, cache, tasks, search and mail: embedded by default, servers by environment."""

from cms.database import postgresql_from
from cms.settings import environment
from cms.settings.environment import DATA_DIR, DATABASE_URL, REDIS_URL

if DATABASE_URL:
    DATABASES = {"default": postgresql_from(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "cms.sqlite",
            "NAME": DATA_DIR / "vestnik.sqlite3",
            # Opening the file and saying how to use it costs more than half a dozen queries.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # A transaction that starts reading and then writes would fail at once, not wait.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    }

# "default" may be this process's own; "shared" is seen by web and worker alike.
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "vestnik",
        },
    }
    CACHES["shared"] = CACHES["renditions"] = CACHES["default"]
    HUEY = {"huey_class": "huey.RedisExpireHuey", "name": "vestnik", "url": REDIS_URL}
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # Wagtail's own name; apart, since many small photos would push out whole feeds.
        "renditions": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "renditions",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
        "shared": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": DATA_DIR / "cache",
        },
    }
    HUEY = {
        "huey_class": "huey.SqliteHuey",
        "name": "vestnik",
        "filename": str(DATA_DIR / "tasks.sqlite3"),
        "timeout": 20,
    }
# Answers kept ready: by each process in memory, by all of them in Redis or in this folder.
READY_MEMORY_BYTES = 24 * 2**20
READY_FOLDER = DATA_DIR / "ready"
HUEY |= {
    "immediate": False,
    "consumer": {"workers": 2, "max_delay": 0.5, "shutdown_timeout": 8},
}
TASKS = {
    "default": {
        "BACKEND": "huey.contrib.djhuey.tasks_backend.HueyBackend",
        "OPTIONS": {"enqueue_on_commit": True},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "news.newsroom.search"}}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM
if environment.SMTP_HOST:
    EMAIL_HOST = environment.SMTP_HOST
    EMAIL_PORT = environment.SMTP_PORT
    EMAIL_HOST_USER = environment.SMTP_USER
    EMAIL_HOST_PASSWORD = environment.SMTP_PASSWORD
    EMAIL_USE_TLS = environment.SMTP_TLS == "starttls"
    EMAIL_USE_SSL = environment.SMTP_TLS == "tls"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
