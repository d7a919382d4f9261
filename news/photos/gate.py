"""The file gate: the only way by which photos and documents leave, and only when they may."""

import hashlib
import os
from collections.abc import Callable
from typing import Any

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from news.newsroom.requests import read_only
from news.photos import ranges
from news.photos.models import Paper, Photo

PUBLIC_SECONDS = 300
PRIVATE = "private, no-cache"
EARLY = "private, no-store"
# The parameter by which a partner fetches a photo that isn't public yet.
TICKET = "ticket"

PHOTO_TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# Browsers show these themselves; a sandbox would stop Chromium's viewer.
SHOWN_TYPES = frozenset({"application/pdf"})


def _nothing_is_public(_file: Photo | Paper) -> bool:
    return False


def _nothing_opens(_photo: Photo, _ticket: str) -> bool:
    return False


# Who uses a file is known in a layer above, which sets this when the application starts.
IS_PUBLIC: Callable[[Photo | Paper], bool] = _nothing_is_public
# To whom tickets were given, too.
OPENS_EARLY: Callable[[Photo, str], bool] = _nothing_opens


@read_only
def serve_rendition(request: HttpRequest, key: str, filename: str) -> HttpResponseBase:
    """Answer with a rendition of a photo."""
    # One photo with its collection at once; `objects` is for lists of many.
    photo = Photo._base_manager.select_related("collection").filter(key=key).first()
    if photo is None or not (caching := _caching(request, photo)):
        return _not_found()
    rendition = photo.renditions.filter(file=f"photos/{key}/{filename}").first()
    if rendition is None:
        return _not_found()
    return _answer(request, rendition.file, {**_photo_headers(filename), "Cache-Control": caching})


@read_only
def serve_original(request: HttpRequest, key: str, filename: str) -> HttpResponseBase:
    """Answer editors with the file as it was uploaded: it may tell where a photo was taken."""
    photo = Photo.objects.filter(key=key, file=f"photos/{key}/original/{filename}").first()
    if photo is None or not _may_work_with(request, photo):
        return _not_found()
    return _answer(request, photo.file, {**_photo_headers(filename), "Cache-Control": PRIVATE})


@read_only
def serve_document(request: HttpRequest, key: str, filename: str) -> HttpResponseBase:
    """Answer with a document to download."""
    paper = Paper.objects.select_related("collection").filter(key=key).first()
    if paper is None or paper.filename != filename:
        return _not_found()
    if not (caching := _caching(request, paper)):
        return _not_found()
    is_shown = paper.content_type in SHOWN_TYPES
    headers = {
        "Content-Type": paper.content_type,
        "Content-Disposition": content_disposition_header(not is_shown, filename) or "attachment",
        "Cache-Control": caching,
    }
    if not is_shown:
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _answer(request, paper.file, headers)


@read_only
def serve_avatar(request: HttpRequest, filename: str) -> HttpResponseBase:
    """Answer those who work in the admin with a colleague's portrait there."""
    profile = UserProfile.objects.filter(avatar=f"avatar_images/{filename}").first()
    if profile is None or not _works_here(request):
        return _not_found()
    return _answer(request, profile.avatar, {**_photo_headers(filename), "Cache-Control": PRIVATE})


def _caching(request: HttpRequest, file: Photo | Paper) -> str:
    """How the answer may be kept; empty where this caller may not have the file at all."""
    expires_at = file.expires_at if isinstance(file, Photo) else None
    left = (expires_at - timezone.now()).total_seconds() if expires_at else PUBLIC_SECONDS
    is_open = left > 0 and not file.collection.get_view_restrictions().exists()
    if is_open and IS_PUBLIC(file):
        # Nothing outlives the photo's own term.
        return f"public, max-age={min(PUBLIC_SECONDS, int(left))}"
    ticket = request.GET.get(TICKET, "")
    if is_open and ticket and isinstance(file, Photo) and OPENS_EARLY(file, ticket):
        return EARLY
    return PRIVATE if _may_work_with(request, file) else ""


def _may_work_with(request: HttpRequest, file: Photo | Paper) -> bool:
    if not _works_here(request):
        return False
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(
        request.user, ["choose", "change", "delete"], file
    )


def _works_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")


def _photo_headers(filename: str) -> dict[str, str]:
    extension = os.path.splitext(filename)[1].lower()
    return {
        "Content-Type": PHOTO_TYPES.get(extension, "application/octet-stream"),
        "Content-Disposition": content_disposition_header(False, filename) or "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def _not_found() -> HttpResponse:
    """The same answer for what does not exist and what may not be had."""
    return HttpResponse(
        _("There is no such file."),
        status=404,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def _answer(request: HttpRequest, stored: FieldFile, headers: dict[str, str]) -> HttpResponseBase:
    storage, name = stored.storage, str(stored.name)
    try:
        size, modified = storage.size(name), storage.get_modified_time(name).timestamp()
    except FileNotFoundError:
        return _not_found()
    mark = hashlib.sha256(f"{name} {size} {modified}".encode()).hexdigest()[:24]
    whole: HttpResponseBase = HttpResponse(
        headers={
            **headers,
            "Content-Length": str(size),
            "ETag": f'"{mark}"',
            "Last-Modified": http_date(modified),
            "Accept-Ranges": "bytes",
            "X-Content-Type-Options": "nosniff",
        }
    )
    conditional = get_conditional_response(request, f'"{mark}"', int(modified), whole)
    if conditional is not whole:
        return conditional
    if request.method == "HEAD":
        return whole
    return _with_body(request, storage, name, size, dict(whole.items()))


def _with_body(
    request: HttpRequest, storage: Storage, name: str, size: int, headers: dict[str, Any]
) -> HttpResponseBase:
    try:
        wanted = _wanted_range(request, size, headers)
    except ranges.Unsatisfiable:
        return HttpResponse(
            status=416,
            headers={"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"},
        )
    try:
        file: Any = storage.open(name)
    except FileNotFoundError:
        return _not_found()
    status = 200
    if wanted:
        file.seek(wanted.first)
        file = ranges.Part(file, wanted.length)
        status = 206
        headers["Content-Length"] = str(wanted.length)
        headers["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{size}"
    response = FileResponse(file, status=status, content_type=headers["Content-Type"])
    for header, value in headers.items():
        response[header] = value
    return response


def _wanted_range(
    request: HttpRequest, size: int, headers: dict[str, Any]
) -> ranges.ByteRange | None:
    condition = request.headers.get("If-Range", "").strip()
    if condition and condition not in (headers["ETag"], headers["Last-Modified"]):
        return None
    return ranges.parse(request.headers.get("Range", ""), size)
