"""The schema; a translated field has a column for each language of the settings."""

import re
import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models
from modeltranslation.utils import build_localized_fieldname

import news.articles.state_fields
import news.newsroom.models
import news.newsroom.names
import news.photos.models


def translated(name, field):
    """Return the columns of a translated field, one a language."""
    return [(build_localized_fieldname(name, code), field()) for code, _name in settings.LANGUAGES]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("language", models.CharField(editable=False, max_length=10)),
                ("urn", models.CharField(editable=False, max_length=120, unique=True)),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="One to three sentences.",
                        max_length=600,
                        verbose_name="lead",
                    ),
                ),
                (
                    "dateline_place",
                    models.CharField(
                        blank=True,
                        help_text="Where the news comes from.",
                        max_length=80,
                        verbose_name="place",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 1),
                            ("quote", 6),
                            ("photo", 9),
                            ("gallery", 11),
                            ("embed", 15),
                            ("document", 18),
                            ("facts", 24),
                            ("links", 28),
                            ("number", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("news.articles.blocks.ParagraphBlock", (), {}),
                            1: ("news.articles.blocks.HeadingBlock", (), {"max_length": 160}),
                            2: (
                                "news.articles.blocks.LinesBlock",
                                (),
                                {"label": "words, without quotation marks", "rows": 3},
                            ),
                            3: (
                                "news.people.choosers.PersonChooserBlock",
                                ("news.Person",),
                                {"label": "speaker", "required": False},
                            ),
                            4: (
                                "news.people.choosers.PositionChooserBlock",
                                (),
                                {"label": "position in this story", "required": False},
                            ),
                            5: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {
                                    "label": "or: speaker in your own words",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 2),
                                        ("speaker", 3),
                                        ("position", 4),
                                        ("speaker_text", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: ("wagtail.images.blocks.ImageBlock", [], {"label": "photo"}),
                            8: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {
                                    "help_text": "Empty: the photo's own in this language.",
                                    "label": "caption",
                                    "max_length": 400,
                                    "required": False,
                                },
                            ),
                            9: ("wagtail.blocks.StructBlock", [[("image", 7), ("caption", 8)]], {}),
                            10: (
                                "wagtail.blocks.ListBlock",
                                (9,),
                                {"label": "photos", "max_num": 30, "min_num": 2},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("photos", 10)]], {}),
                            12: ("news.articles.blocks.WebAddressBlock", (), {"label": "address"}),
                            13: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 200},
                            ),
                            14: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "site", "max_length": 80, "required": False},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("url", 12), ("title", 13), ("provider", 14)]],
                                {},
                            ),
                            16: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            17: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 200, "required": False},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 16), ("title", 17)]],
                                {},
                            ),
                            19: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 80},
                            ),
                            20: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "what", "max_length": 80},
                            ),
                            21: (
                                "news.articles.blocks.LinesBlock",
                                (),
                                {"label": "text", "rows": 2},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 20), ("value", 21)]],
                                {},
                            ),
                            23: (
                                "wagtail.blocks.ListBlock",
                                (22,),
                                {"label": "lines", "max_num": 6, "min_num": 1},
                            ),
                            24: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 19), ("lines", 23)]],
                                {},
                            ),
                            25: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 120, "required": False},
                            ),
                            26: ("wagtail.blocks.StructBlock", [[("title", 13), ("url", 12)]], {}),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "links", "max_num": 20, "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 25), ("lines", 27)]],
                                {},
                            ),
                            29: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "number", "max_length": 30},
                            ),
                            30: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "what it counts", "max_length": 200},
                            ),
                            31: ("wagtail.blocks.StructBlock", [[("value", 29), ("text", 30)]], {}),
                        },
                        verbose_name="text",
                    ),
                ),
                (
                    "lead_alt",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the photo's own in this language.",
                        max_length=300,
                        verbose_name="alternative text of the lead photo",
                    ),
                ),
                (
                    "lead_caption",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the photo's own in this language.",
                        max_length=400,
                        verbose_name="caption of the lead photo",
                    ),
                ),
                ("lead_words_photo", models.PositiveBigIntegerField(default=0, editable=False)),
                ("made_from", models.JSONField(blank=True, editable=False, null=True)),
                ("made_from_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "album_url",
                    models.URLField(
                        blank=True,
                        help_text="A Telegram channel or a cloud folder with all photos.",
                        verbose_name="full album elsewhere",
                    ),
                ),
                (
                    "released_at",
                    news.articles.state_fields.StateDateTimeField(
                        editable=False, null=True, serialize=False, verbose_name="released at"
                    ),
                ),
                (
                    "changed_at",
                    news.articles.state_fields.StateDateTimeField(
                        editable=False, null=True, serialize=False, verbose_name="changed at"
                    ),
                ),
                (
                    "withdrawn_at",
                    news.articles.state_fields.StateDateTimeField(
                        editable=False, null=True, serialize=False, verbose_name="withdrawn at"
                    ),
                ),
                (
                    "withdrawal_reason",
                    news.articles.state_fields.StateTextField(
                        blank=True,
                        default="",
                        editable=False,
                        serialize=False,
                        verbose_name="reason of the withdrawal",
                    ),
                ),
                (
                    "version",
                    news.articles.state_fields.StateNumberField(
                        default=0, editable=False, serialize=False
                    ),
                ),
                (
                    "announced_version",
                    news.articles.state_fields.StateNumberField(
                        default=0, editable=False, serialize=False
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("language", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "front page",
                "verbose_name_plural": "front pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Licence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(unique=True, verbose_name="key")),
                (
                    "name",
                    models.CharField(help_text="CC BY 4.0", max_length=120, verbose_name="name"),
                ),
                *translated(
                    "name",
                    lambda: models.CharField(
                        help_text="CC BY 4.0", max_length=120, null=True, verbose_name="name"
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="address of the terms")),
                ("summary", models.TextField(blank=True, verbose_name="terms in a sentence")),
                *translated(
                    "summary",
                    lambda: models.TextField(
                        blank=True, null=True, verbose_name="terms in a sentence"
                    ),
                ),
                (
                    "may_republish",
                    models.BooleanField(default=True, verbose_name="may be republished"),
                ),
            ],
            options={
                "verbose_name": "licence",
                "verbose_name_plural": "licences",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "news",
                "verbose_name_plural": "news",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NoticeCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                *translated(
                    "name", lambda: models.CharField(max_length=200, null=True, verbose_name="name")
                ),
                ("url", models.URLField(blank=True, verbose_name="website")),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["pk"],
            },
            bases=(news.newsroom.names.Named, models.Model),
        ),
        migrations.CreateModel(
            name="PlainPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 1),
                            ("quote", 6),
                            ("photo", 9),
                            ("gallery", 11),
                            ("embed", 15),
                            ("document", 18),
                            ("facts", 24),
                            ("links", 28),
                            ("number", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("news.articles.blocks.ParagraphBlock", (), {}),
                            1: ("news.articles.blocks.HeadingBlock", (), {"max_length": 160}),
                            2: (
                                "news.articles.blocks.LinesBlock",
                                (),
                                {"label": "words, without quotation marks", "rows": 3},
                            ),
                            3: (
                                "news.people.choosers.PersonChooserBlock",
                                ("news.Person",),
                                {"label": "speaker", "required": False},
                            ),
                            4: (
                                "news.people.choosers.PositionChooserBlock",
                                (),
                                {"label": "position in this story", "required": False},
                            ),
                            5: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {
                                    "label": "or: speaker in your own words",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 2),
                                        ("speaker", 3),
                                        ("position", 4),
                                        ("speaker_text", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: ("wagtail.images.blocks.ImageBlock", [], {"label": "photo"}),
                            8: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {
                                    "help_text": "Empty: the photo's own in this language.",
                                    "label": "caption",
                                    "max_length": 400,
                                    "required": False,
                                },
                            ),
                            9: ("wagtail.blocks.StructBlock", [[("image", 7), ("caption", 8)]], {}),
                            10: (
                                "wagtail.blocks.ListBlock",
                                (9,),
                                {"label": "photos", "max_num": 30, "min_num": 2},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("photos", 10)]], {}),
                            12: ("news.articles.blocks.WebAddressBlock", (), {"label": "address"}),
                            13: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 200},
                            ),
                            14: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "site", "max_length": 80, "required": False},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("url", 12), ("title", 13), ("provider", 14)]],
                                {},
                            ),
                            16: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            17: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 200, "required": False},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 16), ("title", 17)]],
                                {},
                            ),
                            19: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 80},
                            ),
                            20: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "what", "max_length": 80},
                            ),
                            21: (
                                "news.articles.blocks.LinesBlock",
                                (),
                                {"label": "text", "rows": 2},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 20), ("value", 21)]],
                                {},
                            ),
                            23: (
                                "wagtail.blocks.ListBlock",
                                (22,),
                                {"label": "lines", "max_num": 6, "min_num": 1},
                            ),
                            24: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 19), ("lines", 23)]],
                                {},
                            ),
                            25: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "title", "max_length": 120, "required": False},
                            ),
                            26: ("wagtail.blocks.StructBlock", [[("title", 13), ("url", 12)]], {}),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "links", "max_num": 20, "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 25), ("lines", 27)]],
                                {},
                            ),
                            29: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "number", "max_length": 30},
                            ),
                            30: (
                                "news.articles.blocks.LineBlock",
                                (),
                                {"label": "what it counts", "max_length": 200},
                            ),
                            31: ("wagtail.blocks.StructBlock", [[("value", 29), ("text", 30)]], {}),
                        },
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "plain page",
                "verbose_name_plural": "plain pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("author", "author"),
                            ("photographer", "photographer"),
                            ("translator", "translator"),
                            ("editor", "editor"),
                            ("spokesperson", "spokesperson"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                *translated(
                    "title",
                    lambda: models.CharField(max_length=80, null=True, verbose_name="title"),
                ),
                (
                    "title_feminine",
                    models.CharField(
                        blank=True,
                        help_text="Where the language has another form: rédactrice, переводчица.",
                        max_length=80,
                        verbose_name="title for a woman",
                    ),
                ),
                *translated(
                    "title_feminine",
                    lambda: models.CharField(
                        blank=True,
                        help_text="Where the language has another form: rédactrice, переводчица.",
                        max_length=80,
                        null=True,
                        verbose_name="title for a woman",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the address in all languages; old addresses redirect.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^[-a-zA-Z0-9_]+\\Z"),
                                "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
                                "invalid",
                            )
                        ],
                        verbose_name="address word",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                *translated(
                    "name", lambda: models.CharField(max_length=80, null=True, verbose_name="name")
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=250, verbose_name="description"),
                ),
                *translated(
                    "description",
                    lambda: models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="description"
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["sort_order", "pk"],
            },
            bases=(news.newsroom.names.Named, models.Model),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the address in all languages; old addresses redirect.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^[-a-zA-Z0-9_]+\\Z"),
                                "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
                                "invalid",
                            )
                        ],
                        verbose_name="address word",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                *translated(
                    "name", lambda: models.CharField(max_length=80, null=True, verbose_name="name")
                ),
                (
                    "description",
                    models.CharField(blank=True, max_length=250, verbose_name="description"),
                ),
                *translated(
                    "description",
                    lambda: models.CharField(
                        blank=True, max_length=250, null=True, verbose_name="description"
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["slug"],
            },
            bases=(news.newsroom.names.Named, models.Model),
        ),
        migrations.CreateModel(
            name="Trouble",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("message", models.TextField(verbose_name="what went wrong")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="times")),
                (
                    "first_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="first"),
                ),
                (
                    "last_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="last"),
                ),
            ],
            options={
                "verbose_name": "trouble",
                "verbose_name_plural": "troubles",
                "ordering": ["-last_at"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="news.articlepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=100)),
                ("target_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug"), name="former_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NewsroomSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="name of the newsroom"
                    ),
                ),
                *translated(
                    "name",
                    lambda: models.CharField(
                        blank=True, max_length=80, null=True, verbose_name="name of the newsroom"
                    ),
                ),
                ("tagline", models.CharField(blank=True, max_length=160, verbose_name="tagline")),
                *translated(
                    "tagline",
                    lambda: models.CharField(
                        blank=True, max_length=160, null=True, verbose_name="tagline"
                    ),
                ),
                (
                    "about",
                    wagtail.fields.RichTextField(blank=True, verbose_name="about the newsroom"),
                ),
                *translated(
                    "about",
                    lambda: wagtail.fields.RichTextField(
                        blank=True, null=True, verbose_name="about the newsroom"
                    ),
                ),
                ("terms", models.TextField(blank=True, verbose_name="terms of reuse")),
                *translated(
                    "terms",
                    lambda: models.TextField(blank=True, null=True, verbose_name="terms of reuse"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                ),
                (
                    "region",
                    models.CharField(
                        default="TN",
                        help_text="Two letters, such as TN: month names follow it.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Africa/Tunis",
                        max_length=60,
                        validators=[news.newsroom.models.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "eastern_digits",
                    models.BooleanField(
                        default=False,
                        help_text="Write ١٢٣ rather than 123 on Arabic pages.",
                        verbose_name="Eastern Arabic digits",
                    ),
                ),
                (
                    "active_languages",
                    models.JSONField(
                        default=news.newsroom.models.every_language, verbose_name="active languages"
                    ),
                ),
                (
                    "translators_may_release",
                    models.BooleanField(
                        default=False,
                        help_text="A translator may release their own language without an editor.",
                        verbose_name="translators may release",
                    ),
                ),
                (
                    "comments_open",
                    models.BooleanField(default=True, verbose_name="readers may comment"),
                ),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.licence",
                        verbose_name="licence of texts",
                    ),
                ),
            ],
            options={
                "verbose_name": "newsroom settings",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("released", "released"),
                            ("fixed", "fixed"),
                            ("updated", "updated"),
                            ("corrected", "corrected"),
                            ("moved", "moved"),
                            ("withdrawn", "withdrawn"),
                            ("restored", "restored"),
                        ],
                        max_length=12,
                    ),
                ),
                ("urn", models.CharField(db_index=True, max_length=120)),
                ("story_key", models.UUIDField(db_index=True)),
                ("language", models.CharField(max_length=10)),
                ("address_before", models.CharField(blank=True, max_length=600)),
                ("address_after", models.CharField(blank=True, max_length=600)),
                ("channels_before", models.JSONField(default=list)),
                ("channels_after", models.JSONField(default=list)),
                ("note", models.TextField(blank=True)),
                ("revision_id", models.BigIntegerField(null=True)),
                ("occurred_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="news.articlepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=600, unique=True)),
                ("urn", models.CharField(db_index=True, max_length=120)),
                ("language", models.CharField(max_length=10)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="addresses",
                        to="news.articlepage",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="addresses",
                        to="news.notice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addresses",
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("file", models.FileField(upload_to="documents", verbose_name="file")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("file_size", models.PositiveBigIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "key",
                    models.CharField(
                        default=news.photos.models.new_file_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "permissions": [("choose_document", "Can choose document")],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Part of the address in all languages; old addresses redirect.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^[-a-zA-Z0-9_]+\\Z"),
                                "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
                                "invalid",
                            )
                        ],
                        verbose_name="address word",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                *translated(
                    "name", lambda: models.CharField(max_length=160, null=True, verbose_name="name")
                ),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("f", "feminine"), ("m", "masculine"), ("", "not said")],
                        default="",
                        max_length=1,
                        verbose_name="grammatical gender",
                    ),
                ),
                ("bio", models.TextField(blank=True, verbose_name="about")),
                *translated(
                    "bio", lambda: models.TextField(blank=True, null=True, verbose_name="about")
                ),
                (
                    "is_hidden",
                    models.BooleanField(
                        default=False,
                        help_text="No page and no list shows a hidden person.",
                        verbose_name="hidden",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.person",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        help_text="The account this person signs in with: translations are credited by it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["slug"],
            },
            bases=(news.newsroom.names.Named, models.Model),
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True, default="", max_length=255, verbose_name="description"
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, db_index=True, verbose_name="created at"
                    ),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "file_hash",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=40),
                ),
                (
                    "key",
                    models.CharField(
                        default=news.photos.models.new_file_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What is to be seen, for those who do not see it.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                ),
                *translated(
                    "alt",
                    lambda: models.CharField(
                        blank=True,
                        help_text="What is to be seen, for those who do not see it.",
                        max_length=300,
                        null=True,
                        verbose_name="alternative text",
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=400, verbose_name="caption")),
                *translated(
                    "caption",
                    lambda: models.CharField(
                        blank=True, max_length=400, null=True, verbose_name="caption"
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="As printed under the photo.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                *translated(
                    "credit",
                    lambda: models.CharField(
                        blank=True,
                        help_text="As printed under the photo.",
                        max_length=200,
                        null=True,
                        verbose_name="credit",
                    ),
                ),
                (
                    "copyright_notice",
                    models.CharField(blank=True, max_length=200, verbose_name="copyright notice"),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "rights",
                    models.CharField(
                        choices=[("syndicate", "may be republished"), ("site", "site only")],
                        default="syndicate",
                        max_length=12,
                        verbose_name="rights",
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="After this moment the photo is shown nowhere.",
                        null=True,
                        verbose_name="may be shown until",
                    ),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken at")),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "photographer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="news.person",
                        verbose_name="photographer",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "permissions": [("choose_image", "Can choose image")],
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="person",
            name="portrait",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="news.photo",
                verbose_name="portrait",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="lead_photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="news.photo",
                verbose_name="lead photo",
            ),
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        help_text="As it is written for this person.",
                        max_length=200,
                        verbose_name="position",
                    ),
                ),
                *translated(
                    "title",
                    lambda: models.CharField(
                        help_text="As it is written for this person.",
                        max_length=200,
                        null=True,
                        verbose_name="position",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="news.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="news.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReleaseIntent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("fix", "minor fix"),
                            ("update", "update"),
                            ("correction", "correction"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was wrong")),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="release_intent",
                        to="wagtailcore.revision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EditionCredit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="news.articlepage",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="news.position",
                        verbose_name="position in this story",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.role",
                        verbose_name="role",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="articlepage",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="news.section",
                verbose_name="section",
            ),
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "source_language",
                    models.CharField(max_length=10, verbose_name="language of the original"),
                ),
                ("source_version", models.PositiveIntegerField(default=0, editable=False)),
                ("facts_at", models.DateTimeField(editable=False, null=True)),
                (
                    "embargo_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="embargo until"),
                ),
                (
                    "comments_open",
                    models.BooleanField(default=True, verbose_name="readers may comment"),
                ),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("album_url", models.URLField(blank=True)),
                (
                    "lead_photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lead_of",
                        to="news.photo",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="news.section",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(blank=True, related_name="stories", to="news.topic"),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
        migrations.CreateModel(
            name="EditionLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continues", "this story continues it"),
                            ("see-also", "see also"),
                        ],
                        default="see-also",
                        max_length=12,
                        verbose_name="how it belongs",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="news.articlepage",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="news.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "related story",
                "verbose_name_plural": "related stories",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="articlepage",
            name="story",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="news.story",
            ),
        ),
        migrations.CreateModel(
            name="StoryCredit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="news.position",
                        verbose_name="position in this story",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="news.role",
                        verbose_name="role",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="news.story",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StoryLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continues", "this story continues it"),
                            ("see-also", "see also"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sort_order", models.PositiveSmallIntegerField(default=0)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="news.story",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="news.story",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
            },
        ),
        migrations.AddField(
            model_name="articlepage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="+", to="news.topic", verbose_name="topics"
            ),
        ),
        migrations.CreateModel(
            name="DemoObject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.CharField(max_length=40)),
                ("written", models.JSONField(default=dict)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id"), name="demo_object_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_uses",
                        to="news.articlepage",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="news.paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_uses",
                        to="news.person",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="news.photo",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_uses",
                        to="news.plainpage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper__isnull", True), ("photo__isnull", False)),
                            models.Q(("paper__isnull", False), ("photo__isnull", True)),
                            _connector="OR",
                        ),
                        name="file_use_of_one_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                (
                    "focal_point_key",
                    models.CharField(blank=True, default="", editable=False, max_length=16),
                ),
                ("weight", models.PositiveIntegerField(editable=False, help_text="Bytes")),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="news.photo",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"
                    )
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("text", models.TextField(max_length=4000, verbose_name="comment")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("spam", "spam"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="written at"
                    ),
                ),
                (
                    "moderated_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="moderated at"),
                ),
                ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "moderated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderated by",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="news.story",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["-written_at"],
                "indexes": [
                    models.Index(fields=["story", "state", "written_at"], name="comment_thread"),
                    models.Index(fields=["state", "written_at"], name="comment_queue"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(fields=["language", "-changed_at"], name="edition_by_change"),
        ),
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(fields=["language", "-released_at"], name="edition_by_release"),
        ),
        migrations.AddConstraint(
            model_name="articlepage",
            constraint=models.UniqueConstraint(
                fields=("story", "language"), name="edition_once_a_language"
            ),
        ),
    ]
