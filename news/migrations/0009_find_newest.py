"""What the admin shows first, and the pages near the root, are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0008_order_page_lists")]

    operations = [
        migrations.AddIndex("comment", models.Index(fields=["-written_at"], name="comment_by_time")),
        migrations.AddIndex(
            "notice", models.Index(fields=["kind", "sequence"], name="notice_by_kind")
        ),
        migrations.AddIndex("photo", models.Index(fields=["-created_at"], name="photo_by_upload")),
        migrations.AddIndex(
            "story", models.Index(fields=["-created_at"], name="story_by_beginning")
        ),
        migrations.RemoveIndex("articlepage", "edition_by_release"),
        migrations.AddIndex(
            "articlepage",
            models.Index(fields=["language", "-released_at", "story"], name="edition_by_release"),
        ),
        migrations.RunSQL(
            "CREATE INDEX page_by_depth ON wagtailcore_page (depth, path, locale_id)",
            "DROP INDEX page_by_depth",
        ),
    ]
