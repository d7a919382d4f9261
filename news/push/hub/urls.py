"""The address of the hub."""

from django.urls import path

from news.push.hub import views

urlpatterns = [path("websub/", views.hub, name="hub")]
