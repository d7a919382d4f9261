"""Addresses of a partner's own page."""

from django.urls import re_path

from news.website.partners import views

urlpatterns = [
    # Programs for mail leave out a slash at the end.
    re_path(r"^partners/page/(?P<key>[^/]+)/?$", views.page, name="partners-page"),
    re_path(r"^partners/page/(?P<key>[^/]+)/terms\.txt$", views.terms, name="partners-terms"),
]
