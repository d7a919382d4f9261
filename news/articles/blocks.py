"""The blocks of a text; each renders for the site and for feeds from one template."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import RichText

from news.articles import rendering
from news.newsroom.cleaning import clean_stored_html, clean_text
from news.people.choosers import PersonChooserBlock, PositionChooserBlock
from news.photos.blocks import UsedPhotoBlock

PARAGRAPH_FEATURES = ["bold", "italic", "link", "ul", "ol"]


class LineBlock(blocks.CharBlock):
    """One line of text without control characters."""

    def clean(self, value):
        return super().clean(clean_text(value) if value else value)


class LinesBlock(blocks.TextBlock):
    """Some lines of text without control characters."""

    def clean(self, value):
        return super().clean(clean_text(value) if value else value)


class WebAddressBlock(blocks.URLBlock):
    """An address on the web; nothing but http and https."""

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned and not cleaned.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Write an address that begins with https://."))
        return cleaned


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with few, safe features."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", PARAGRAPH_FEATURES)
        super().__init__(**kwargs)

    def clean(self, value):
        return super().clean(RichText(clean_stored_html(value.source)))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        base_url = context.get("base_url", "") if context.get("medium") == "feed" else ""
        return {**context, "html": rendering.rich_text_html(value.source, base_url)}

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "news/articles/blocks/paragraph.html"


class HeadingBlock(LineBlock):
    """A heading inside the text."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "news/articles/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words; a person of ours with a position, or a name in free text."""

    text = LinesBlock(label=_("words, without quotation marks"), rows=3)
    speaker = PersonChooserBlock("news.Person", required=False, label=_("speaker"))
    position = PositionChooserBlock(required=False, label=_("position in this story"))
    speaker_text = LineBlock(
        required=False,
        max_length=200,
        label=_("or: speaker in your own words"),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        position, speaker = cleaned["position"], cleaned["speaker"]
        if position and speaker and position.person_id not in {speaker.pk, speaker.merged_into_id}:
            raise blocks.StructBlockValidationError(
                {"position": ValidationError(_("This position is another person's."))}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "speaker": rendering.speaker_of(value, context["language"])}

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "news/articles/blocks/quote.html"


class PhotoBlock(blocks.StructBlock):
    """A photo with what this text says about it."""

    image = UsedPhotoBlock(label=_("photo"))
    caption = LineBlock(
        required=False,
        max_length=400,
        label=_("caption"),
        help_text=_("Empty: the photo's own in this language."),
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "figure": context["figure_for"](value)}

    class Meta:
        icon = "image"
        label = _("Photo")
        template = "news/articles/blocks/photo.html"


class GalleryBlock(blocks.StructBlock):
    """Several photos shown together."""

    photos = blocks.ListBlock(PhotoBlock(), min_num=2, max_num=30, label=_("photos"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        figures = [context["figure_for"](use) for use in value["photos"]]
        return {**context, "figures": [figure for figure in figures if figure]}

    class Meta:
        icon = "image"
        label = _("Photo gallery")
        template = "news/articles/blocks/gallery.html"


class EmbedBlock(blocks.StructBlock):
    """A link card to a video or post elsewhere; nothing of it loads before a click."""

    url = WebAddressBlock(label=_("address"))
    title = LineBlock(max_length=200, label=_("title"))
    provider = LineBlock(required=False, max_length=80, label=_("site"))

    class Meta:
        icon = "media"
        label = _("Video or post elsewhere")
        template = "news/articles/blocks/embed.html"


class DocumentBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("document"))
    title = LineBlock(required=False, max_length=200, label=_("title"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "news/articles/blocks/document.html"


class FactBlock(blocks.StructBlock):
    """One line of a fact box."""

    label = LineBlock(max_length=80, label=_("what"))
    value = LinesBlock(label=_("text"), rows=2)


class FactsBlock(blocks.StructBlock):
    """A fact box: at most six short lines beside the text."""

    title = LineBlock(max_length=80, label=_("title"))
    lines = blocks.ListBlock(FactBlock(), min_num=1, max_num=6, label=_("lines"))

    class Meta:
        icon = "list-ul"
        label = _("Fact box")
        template = "news/articles/blocks/facts.html"


class LinkBlock(blocks.StructBlock):
    """One link of a list."""

    title = LineBlock(max_length=200, label=_("title"))
    url = WebAddressBlock(label=_("address"))


class LinksBlock(blocks.StructBlock):
    """A list of links."""

    title = LineBlock(required=False, max_length=120, label=_("title"))
    lines = blocks.ListBlock(LinkBlock(), min_num=1, max_num=20, label=_("links"))

    class Meta:
        icon = "link"
        label = _("Links")
        template = "news/articles/blocks/links.html"


class NumberBlock(blocks.StructBlock):
    """A number that tells the story, and what it counts."""

    value = LineBlock(max_length=30, label=_("number"))
    text = LineBlock(max_length=200, label=_("what it counts"))

    class Meta:
        icon = "decimal"
        label = _("Number")
        template = "news/articles/blocks/number.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a text, in the order in which one writes."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock(max_length=160)
    quote = QuoteBlock()
    photo = PhotoBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    facts = FactsBlock()
    links = LinksBlock()
    number = NumberBlock()

    class Meta:
        block_counts = {"facts": {"max_num": 3}}
