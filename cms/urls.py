"""All addresses of the project."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import views as wagtail_views
from wagtail.admin import urls as admin_urls
from wagtail.urls import serve_pattern

from news.website.errors import read_only

urlpatterns = [
    # In place of Wagtail's own, which stands behind the same address.
    path("admin/reports/page-types-usage/", include("news.desk.page_types")),
    path("admin/", include(admin_urls)),
    path("", include("news.urls")),
    *i18n_patterns(
        path("", include("news.language_urls")),
        # Of Wagtail's own addresses only this one: no page is private, so none asks a reader
        # for a password.
        re_path(serve_pattern, read_only(wagtail_views.serve), name="wagtail_serve"),
    ),
]

handler400 = "news.website.errors.bad_request"
handler403 = "news.website.errors.permission_denied"
handler404 = "news.website.errors.page_not_found"
handler500 = "news.website.errors.server_error"
