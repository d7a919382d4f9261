"""Secrets, hosts and transport."""

from urllib.parse import urlsplit

from cms.settings.environment import BASE_URL, PRODUCTION, SECRET_KEY

SECRET_KEY = SECRET_KEY or "insecure-embedded-key"
DEBUG = False
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost"] if PRODUCTION else ["*"]
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https:")
