"""What the demo newsroom is made of, written down so that it can be taken away again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoObject(models.Model):
    """A row that the demo made; where `written` holds columns, one it only wrote into."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)
    written = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="demo_object_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"

    @classmethod
    def note(cls, *rows: models.Model) -> None:
        """Write down that the demo made these rows."""
        cls.objects.bulk_create(
            cls(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
            for row in rows
        )

    @classmethod
    def note_written(cls, row: models.Model, columns: dict[str, Any]) -> None:
        """Write down what the demo wrote into a row that is not its own."""
        cls.objects.create(
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            written=columns,
        )

    @classmethod
    def keys_of(cls, model: type[models.Model]) -> Iterable[str]:
        """Return the keys of what the demo made of this model."""
        content_type = ContentType.objects.get_for_model(model)
        return cls.objects.filter(content_type=content_type, written={}).values_list(
            "object_id", flat=True
        )


__all__ = ["DemoObject"]
