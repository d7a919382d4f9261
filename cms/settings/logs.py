"""What is said on the terminal while the newsroom runs."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would mail administrators that nobody has named.
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "news": {"level": "INFO"},
    },
}
