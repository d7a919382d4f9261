"""An index of the revisions that wait for their moment: the worker asks every five seconds."""

from django.db import migrations

NAME = "news_revision_by_schedule"


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0007_search_by_language"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {NAME} ON wagtailcore_revision (approved_go_live_at) "
            "WHERE approved_go_live_at IS NOT NULL",
            f"DROP INDEX {NAME}",
        )
    ]
