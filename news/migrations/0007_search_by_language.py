"""What is to be indexed for search: first all editions, whose words now say their language."""

from django.db import migrations, models


def index_editions_anew(apps, _schema_editor):
    Unindexed = apps.get_model("news", "Unindexed")
    keys = apps.get_model("news", "ArticlePage").objects.order_by("pk").values_list("pk", flat=True)
    rows = (Unindexed(label="wagtailcore.page", key=key) for key in keys.iterator())
    Unindexed.objects.bulk_create(rows, batch_size=1000)


# A search goes through the list of what waits to be put in order once for each shelf.
WAITING = ("wagtailsear_body_90c85d_gin", "wagtailsear_autocom_476c89_gin")


def put_in_order_at_once(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in WAITING:
            schema_editor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{index}')")


def let_wait(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in WAITING:
            schema_editor.execute(f"ALTER INDEX {index} RESET (fastupdate)")


class Migration(migrations.Migration):
    dependencies = [("news", "0006_place_editions"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [
        migrations.CreateModel(
            name="Unindexed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=50)),
            ],
            options={
                "indexes": [models.Index(fields=["label", "key"], name="unindexed_row")],
            },
        ),
        migrations.RunPython(put_in_order_at_once, let_wait),
        migrations.RunPython(index_editions_anew, migrations.RunPython.noop),
    ]
