"""Which fields modeltranslation keeps in six columns."""

from modeltranslation.translator import TranslationOptions, register

from news.articles.vocabulary import Section, Topic
from news.desk.glossary.models import Term
from news.newsroom.models import Licence, NewsroomSettings
from news.people.models import Organisation, Person, Position, Role
from news.photos.models import Photo


class Unfallen(TranslationOptions):
    """Fallback is never silent: `news.newsroom.languages.localized` says what it took."""

    fallback_languages = {"default": ()}


@register(Licence)
class LicenceTranslation(Unfallen):
    fields = ("name", "summary")


@register(NewsroomSettings)
class NewsroomSettingsTranslation(Unfallen):
    fields = ("name", "tagline", "about", "terms")


@register([Section, Topic])
class SubjectTranslation(Unfallen):
    fields = ("name", "description")


@register(Organisation)
class OrganisationTranslation(Unfallen):
    fields = ("name",)


@register(Person)
class PersonTranslation(Unfallen):
    fields = ("name", "bio")


@register(Position)
class PositionTranslation(Unfallen):
    fields = ("title",)


@register(Role)
class RoleTranslation(Unfallen):
    fields = ("title", "title_feminine")


@register(Term)
class TermTranslation(Unfallen):
    fields = ("wording",)


@register(Photo)
class PhotoTranslation(Unfallen):
    fields = ("alt", "caption", "credit")
