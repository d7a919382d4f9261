"""Wagtail's own settings."""

from cms.settings.environment import BASE_URL

WAGTAIL_SITE_NAME = "Vestnik"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_APPEND_SLASH = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "news.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "news.Paper"
WAGTAIL_USER_TIME_ZONES = ["Africa/Tunis"]
# Moved pages are led on by their own addresses; redirects are what editors write by hand.
WAGTAILREDIRECTS_AUTO_CREATE = False
