"""People who are nobody else are read by slug, a page at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("news", "0003_date_stories")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["merged_into", "slug"], name="visible_by_slug"),
        ),
    ]
