"""Addresses of pushing below a partner's key."""

from django.urls import re_path

from news.push import seen

urlpatterns = [re_path(r"^partners/(?P<token>[^/]+)/seen$", seen.seen, name="push-seen")]
