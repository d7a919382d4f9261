"""The glossary; a term has a column for each language of the settings."""

from django.conf import settings
from django.db import migrations, models
from modeltranslation.utils import build_localized_fieldname


def wording():
    """Return the column of a term in one language."""
    return models.CharField(blank=True, max_length=200, null=True, verbose_name="term")


class Migration(migrations.Migration):
    dependencies = [("news", "0012_messages")]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wording", models.CharField(blank=True, max_length=200, verbose_name="term")),
                *(
                    (build_localized_fieldname("wording", code), wording())
                    for code, _name in settings.LANGUAGES
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="What the translator should know, such as what not to write.",
                        max_length=300,
                        verbose_name="note",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=420, unique=True)),
                ("folded", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "glossary",
                "ordering": ["key"],
            },
        ),
    ]
