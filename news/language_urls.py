"""Index of addresses below the language prefixes, before Wagtail's own."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
