"""Fields that hold state: outside revisions, and beyond the reach of a stale save."""

from django.db import models
from django.db.models import F


class StateField(models.Field):
    """Mixin: written by `QuerySet.update()` in `news.articles.state` alone.

    It is left out of revisions, and on an ordinary save the database keeps its own value.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("serialize", False)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "serialize": False, "editable": False}

    def pre_save(self, model_instance, add):
        if add:
            return super().pre_save(model_instance, add)
        return F(self.attname)


class StateDateTimeField(StateField, models.DateTimeField):
    """A moment (UTC) that is state."""


class StateTextField(StateField, models.TextField):
    """A text that is state."""


class StateNumberField(StateField, models.PositiveIntegerField):
    """A count that is state."""
