"""Where the form of a page posts, below the language prefixes."""

from django.urls import path

from news.comments import views

urlpatterns = [path("comments/", views.write, name="comments-write")]
