"""A story knows when the first of its editions was released."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0001_schema")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="released_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["-released_at", "-id"], name="story_by_release"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["section", "-released_at", "-id"], name="section_by_release"
            ),
        ),
    ]
