"""What is to be indexed for search; all editions are, since their words now say their language."""

from django.db import migrations, models


def index_editions_anew(apps, _schema_editor):
    Unindexed = apps.get_model("news", "Unindexed")
    keys = apps.get_model("news", "ArticlePage").objects.order_by("pk").values_list("pk", flat=True)
    rows = (Unindexed(label="wagtailcore.page", key=key) for key in keys.iterator())
    Unindexed.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("news", "0006_place_editions")]

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
        migrations.RunPython(index_editions_anew, migrations.RunPython.noop),
    ]
