"""What Wagtail's reports say of pages is found by an index: the last edited, the long unchanged."""

from django.db import migrations

LAST_EDITED = {
    "sqlite": "(content_type_id, latest_revision_created_at DESC, title, id DESC)",
    "postgresql": "(content_type_id, latest_revision_created_at DESC NULLS LAST, title, id DESC)",
}


def make(_apps, editor):
    columns = LAST_EDITED[editor.connection.vendor]
    editor.execute(f"CREATE INDEX page_by_edit ON wagtailcore_page {columns}")
    editor.execute("CREATE INDEX page_by_publication ON wagtailcore_page (last_published_at)")


def drop(_apps, editor):
    editor.execute("DROP INDEX page_by_publication")
    editor.execute("DROP INDEX page_by_edit")


class Migration(migrations.Migration):
    dependencies = [("news", "0009_find_newest")]

    operations = [migrations.RunPython(make, drop)]
