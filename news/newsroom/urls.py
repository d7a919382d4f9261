"""Addresses for operators and for the first administrator."""

from django.urls import path

from news.newsroom import operations, welcome

urlpatterns = [
    path("livez", operations.livez, name="newsroom-livez"),
    path("readyz", operations.readyz, name="newsroom-readyz"),
    path("welcome/<str:token>/", welcome.welcome, name="newsroom-welcome"),
]
