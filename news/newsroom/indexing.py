"""What was saved and is to be indexed for search: written down with it, done by the worker."""

import logging
from collections.abc import Callable

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.signals import post_save
from django_tasks import task
from modelsearch import signal_handlers
from modelsearch.backends.base import get_model_root
from modelsearch.index import Indexed, get_indexed_models, insert_or_update_object

logger = logging.getLogger(__name__)

# What one sweep does of what no task has done, so that other sweeps need not wait for long.
PER_SWEEP = 200


class Unindexed(models.Model):
    """A row that was saved since it was last indexed; several of one row are one thing to do."""

    label = models.CharField(max_length=100)
    key = models.CharField(max_length=50)

    class Meta:
        indexes = [models.Index(fields=["label", "key"], name="unindexed_row")]

    def __str__(self) -> str:
        return f"{self.label} {self.key}"


def connect() -> None:
    """Let saving write down what is to be indexed, where Wagtail has a task for each save."""
    for model in get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
        post_save.connect(remember, sender=model, dispatch_uid="unindexed")


def remember(instance: Indexed, raw: bool = False, **_others: object) -> None:
    """Write down that a row is to be indexed, once in a transaction, and wake the worker."""
    if raw:
        return
    # A page is saved as what it is and, when it moves, as a bare page.
    row = get_model_root(type(instance))._meta.label_lower, str(instance.pk)
    written = _written_in_this_transaction()
    if row in written:
        return
    Unindexed.objects.create(label=row[0], key=row[1])
    if not written:
        transaction.on_commit(_forget_written)
        index_remembered.enqueue()
    written.add(row)


def _written_in_this_transaction() -> set[tuple[str, str]]:
    """Return the rows written down since it began, or since a part of it was undone."""
    if not connection.in_atomic_block:
        return set()
    # Django makes a new list of hooks when a transaction, or a part of it, is undone.
    hooks, written = getattr(connection, "unindexed", (None, set()))
    if hooks is not connection.run_on_commit:
        written = set()
        connection.unindexed = connection.run_on_commit, written
    return written


def _forget_written() -> None:
    connection.unindexed = None, set()


@task()
def index_remembered() -> None:
    """Index everything that is to be; whatever wasn't, the sweep finds."""
    index_all()


def sweep() -> None:
    """Index what no task came for, since its process died or the queue was lost."""
    index_all(PER_SWEEP)


def index_all(
    at_most: int | None = None, index: Callable[[Indexed], object] = insert_or_update_object
) -> None:
    """Index each row written down, whatever becomes of the others; the first fault is raised."""
    fault = None
    rows = Unindexed.objects.order_by("pk").values_list("label", "key")
    for label, key in dict.fromkeys(rows[:at_most]):
        try:
            index_row(label, key, index)
        except Exception as met:
            logger.exception("%s %s couldn't be indexed", label, key)
            fault = fault or met
    if fault:
        raise fault


@transaction.atomic
def index_row(
    label: str, key: str, index: Callable[[Indexed], object] = insert_or_update_object
) -> None:
    """Index a row as it is now and strike it off, both or neither."""
    # Locked, so that nobody who has read an older state of the row writes after us.
    marks = Unindexed.objects.select_for_update().filter(label=label, key=key).order_by("pk")
    seen = [mark.pk for mark in marks]
    if not seen:
        return
    row = apps.get_model(label)._default_manager.filter(pk=key).first()
    if row is not None:
        index(row)
    # Not by label and key: somebody may have saved it since.
    Unindexed.objects.filter(pk__in=seen).delete()
    _forget_written()
