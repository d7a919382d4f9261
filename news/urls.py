"""Index of addresses outside the language prefixes; each domain brings its own."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
