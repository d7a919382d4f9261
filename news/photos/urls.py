"""Addresses of files: the key in each cannot be guessed."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from news.photos import gate


class FileName(StringConverter):
    """A name in one folder; databases refuse control characters."""

    regex = r"[^/\x00-\x1f]+"


register_converter(FileName, "filename")

urlpatterns = [
    path(
        "photos/<slug:key>/original/<filename:filename>",
        gate.serve_original,
        name="photos-original",
    ),
    path("photos/<slug:key>/<filename:filename>", gate.serve_rendition, name="photos-rendition"),
    path("avatar_images/<filename:filename>", gate.serve_avatar, name="photos-avatar"),
    path("documents/<slug:key>/<filename:filename>", gate.serve_document, name="photos-document"),
]
