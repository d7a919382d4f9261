"""Stories that were released before they knew it are dated by their editions."""

from django.db import migrations
from django.db.models import Min, OuterRef, Subquery


def date_stories(apps, schema_editor):
    editions = apps.get_model("news", "ArticlePage").objects.filter(story=OuterRef("pk"))
    first = editions.order_by().values("story").annotate(first=Min("released_at"))
    apps.get_model("news", "Story").objects.update(released_at=Subquery(first.values("first")))


def forget_dates(apps, schema_editor):
    apps.get_model("news", "Story").objects.update(released_at=None)


class Migration(migrations.Migration):
    dependencies = [("news", "0002_story_released_at")]

    operations = [migrations.RunPython(date_stories, forget_dates)]
