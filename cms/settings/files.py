"""Static files, private media and their limits (bytes, pixels)."""

from cms.settings.environment import DATA_DIR

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "news.photos.storage.PrivateFiles"},
    # Names that change with the bytes, so that browsers may keep them for ever; gzip beside them.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Private: everything below leaves through the file gate only.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/photos/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
# Only what the photo form examines and what metadata can be written into.
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.photos.forms.PhotoForm"
# Nothing that a browser would run as a page of ours.
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "doc", "docx", "epub", "ics", "mp3", "mp4", "odp", "ods", "odt", "pdf"),
    *("ppt", "pptx", "rtf", "txt", "xls", "xlsx", "zip"),
]
