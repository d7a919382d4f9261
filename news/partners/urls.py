"""Addresses below a partner's key."""

from django.urls import re_path

from news.partners import views

_FEED = r"^partners/(?P<token>[^/]+)/(?P<language>[a-z]{2,3}(?:-[a-z0-9]{2,8})?)"
_MONTH = r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])\.(?P<version>[0-9a-f]{8})"
_FORMAT = r"\.(?P<extension>[a-z0-9]+)$"

urlpatterns = [
    re_path(rf"{_FEED}{_FORMAT}", views.feed, name="partners-feed"),
    re_path(rf"{_FEED}/{_MONTH}{_FORMAT}", views.archive, name="partners-archive"),
    re_path(r"^partners/", views.nothing, name="partners-nothing"),
]
