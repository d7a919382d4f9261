"""The background worker: Huey's consumer threads, and a sweep of what is due every five seconds."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.cache import caches
from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import TaskResult
from django_tasks.signals import task_finished
from huey.consumer import Consumer
from huey.contrib.djhuey import HUEY

from news.newsroom import troubles
from news.newsroom.operations import WORKER_SEEN
from news.newsroom.sweep import ENDINGS, SWEEPS

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 5.0


class EmbeddedConsumer(Consumer):
    """Huey's consumer inside a process of ours, which answers to signals itself."""

    def _set_signal_handlers(self) -> None:
        """Leave the process's own handlers in place."""


class Worker:
    """Everything that happens in the background, until told to stop."""

    def __init__(self) -> None:
        autodiscover_modules("tasks")
        self.stopping = threading.Event()
        self.consumer = EmbeddedConsumer(HUEY, **settings.HUEY["consumer"])
        self.sweeper = threading.Thread(target=self._sweep_until_stopped, name="sweeper")

    def start(self) -> None:
        task_finished.connect(forget_result)
        self.consumer.start()
        self.sweeper.start()

    def stop(self) -> None:
        """Take nothing new, finish what is in hand."""
        self.stopping.set()
        self.consumer.stop(graceful=True)
        self.sweeper.join(timeout=settings.HUEY["consumer"]["shutdown_timeout"])
        for end in ENDINGS.values():
            end()

    def _sweep_until_stopped(self) -> None:
        failing = set(SWEEPS)
        while not self.stopping.is_set():
            close_old_connections()
            failing = run_sweeps(SWEEPS, failing)
            close_old_connections()
            self.consumer.check_worker_health()
            caches["shared"].set(WORKER_SEEN, time.time(), timeout=None)
            self.stopping.wait(SWEEP_SECONDS)


def run_sweeps(sweeps: Mapping[str, Callable[[], object]], failing: set[str]) -> set[str]:
    """Call every sweep once, whatever becomes of the others; return those that failed.

    `failing` are those that failed the last time: only their troubles need to be resolved.
    """
    failed = set()
    for name, sweep in list(sweeps.items()):
        try:
            sweep()
            if name in failing:
                troubles.resolve(f"sweep:{name}")
        except Exception as fault:
            failed.add(name)
            logger.exception("The sweep “%s” failed", name)
            record_failure(name, fault)
    return failed


def record_failure(name: str, fault: Exception) -> None:
    try:
        troubles.report(f"sweep:{name}", f"{name}: {type(fault).__name__}: {fault}")
    except Exception:
        # The database itself may be what is away.
        logger.exception("The failure of the sweep “%s” couldn't be written down", name)


def forget_result(task_result: TaskResult, **_others: object) -> None:
    """Drop Huey's record of a finished task: nobody asks for it, and it would stay for ever."""
    HUEY.get(f"djt.{task_result.id}")
