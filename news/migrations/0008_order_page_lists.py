"""The admin's lists of pages read no more than they show: indexes on Wagtail's own table."""

from django.db import migrations

INDEXES = {
    # As the list asks: unwritten pages last, which both databases spell differently.
    "page_by_update": {
        "sqlite": "(locale_id, latest_revision_created_at DESC, id DESC)",
        "postgresql": "(locale_id, latest_revision_created_at DESC NULLS LAST, id DESC)",
    },
    "page_by_title": {
        "sqlite": "(locale_id, title)",
        "postgresql": "(locale_id, title)",
    },
    "page_with_draft": {
        "sqlite": "(latest_revision_created_at DESC) WHERE has_unpublished_changes",
        "postgresql": (
            "(latest_revision_created_at DESC NULLS LAST) WHERE has_unpublished_changes"
        ),
    },
    "page_locked": {
        "sqlite": "(locked_by_id) WHERE locked",
        "postgresql": "(locked_by_id) WHERE locked",
    },
    "revision_scheduled": {
        "sqlite": "(approved_go_live_at) WHERE approved_go_live_at IS NOT NULL",
        "postgresql": "(approved_go_live_at) WHERE approved_go_live_at IS NOT NULL",
    },
}
TABLES = {"revision_scheduled": "wagtailcore_revision"}


def make(_apps, editor):
    for name, columns in INDEXES.items():
        table = TABLES.get(name, "wagtailcore_page")
        editor.execute(f"CREATE INDEX {name} ON {table} {columns[editor.connection.vendor]}")


def drop(_apps, editor):
    for name in INDEXES:
        editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0007_search_by_language"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make, drop)]
