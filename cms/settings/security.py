"""Secrets, hosts and transport; in production, unsafe values stop the start."""

from urllib.parse import urlsplit

from cms.networks import own_networks_from
from cms.production import refuse_unsafe
from cms.secret import embedded_secret
from cms.settings import environment
from cms.settings.environment import BASE_URL, PRODUCTION

_base = urlsplit(BASE_URL)

SECRET_KEY = environment.SECRET_KEY or ("" if PRODUCTION else embedded_secret(environment.DATA_DIR))
DEBUG = environment.DEBUG
# At home the address is whatever the machine is called; nothing there depends on it.
ALLOWED_HOSTS = environment.HOSTS or ([_base.hostname or "localhost"] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

# Where requests to given addresses may go, beside the public internet.
OWN_NETWORKS = own_networks_from(environment.OWN_NETWORKS)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_FAILURE_VIEW = "news.website.errors.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _base.scheme == "https"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
BEHIND_PROXY = environment.BEHIND_PROXY
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

if PRODUCTION:
    refuse_unsafe(
        secret_key=SECRET_KEY,
        debug=DEBUG,
        hosts=ALLOWED_HOSTS,
        base_url=BASE_URL,
    )
