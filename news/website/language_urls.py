"""Addresses of the reader site below the language prefixes."""

from django.urls import path

from news.website import views
from news.website.copies import views as copies
from news.website.paths import REPUBLISH

urlpatterns = [
    path("", views.front, name="website-front"),
    path("news/", views.archive, name="website-archive"),
    path("news/<str:slug>/", views.edition, name="website-edition"),
    path(f"news/<str:slug>/{REPUBLISH}", copies.republish, name="website-republish"),
    path("about/", views.about, name="website-about"),
    path("people/", views.people, name="website-people"),
    path("people/<slug:slug>/", views.person, name="website-person"),
    path("search/", views.search, name="website-search"),
    path("sections/<slug:slug>/", views.section, name="website-section"),
    path("topics/<slug:slug>/", views.topic, name="website-topic"),
]
