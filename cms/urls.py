"""All addresses of the project."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("", include("news.urls")),
    *i18n_patterns(
        path("", include("news.language_urls")),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "news.website.errors.bad_request"
handler403 = "news.website.errors.permission_denied"
handler404 = "news.website.errors.page_not_found"
handler500 = "news.website.errors.server_error"
