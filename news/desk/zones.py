"""The admin speaks in the newsroom's time, whoever signs in from wherever."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from wagtail.users.models import UserProfile

from news.newsroom.models import NewsroomSettings


def connect() -> None:
    """Give every account the newsroom's zone: when it signs in, and when the zone changes."""
    user_logged_in.connect(set_zone, dispatch_uid="desk-zone")
    post_save.connect(set_zones, sender=NewsroomSettings, dispatch_uid="desk-zones")


def set_zone(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Set the zone of somebody who signs in."""
    profile = UserProfile.get_for_user(user)
    zone = NewsroomSettings.load().time_zone
    if profile.current_time_zone != zone:
        profile.current_time_zone = zone
        profile.save(update_fields=["current_time_zone"])


def set_zones(sender: Any, instance: NewsroomSettings, **_kwargs: Any) -> None:
    """Set the zone of everybody after the newsroom has moved."""
    UserProfile.objects.exclude(current_time_zone=instance.time_zone).update(
        current_time_zone=instance.time_zone
    )
