"""Addresses below a partner's key."""

from django.urls import re_path

from news.partners import views

urlpatterns = [
    re_path(
        r"^partners/(?P<token>[^/]+)/(?P<language>[a-z]{2,3}(?:-[a-z0-9]{2,8})?)"
        r"\.(?P<extension>[a-z0-9]+)$",
        views.feed,
        name="partners-feed",
    ),
    re_path(r"^partners/", views.nothing, name="partners-nothing"),
]
