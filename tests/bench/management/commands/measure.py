"""Measure one thing in the newsroom at hand."""

import dataclasses
import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand

from news.articles.models import ArticlePage
from tests.bench import build, glossary, growth, house, keyed, push, remarks, serving
from tests.bench import kills as trial


def _serving() -> Any:
    page = quote(ArticlePage.objects.released("ru").newest_first()[0].url_path)
    return [dataclasses.asdict(line) for line in serving.lines(page=page)]


def _build() -> Any:
    return {
        "article page built": build.article_cpu_ms(),
        "front page built": build.front_cpu_ms(),
        "section built": build.section_cpu_ms(),
        "feed of 50 built": build.feed_cpu_ms(),
        "remarks on 30 blocks": remarks.remarks_cpu_ms(),
    }


def _house() -> Any:
    median, worst = house.visible_seconds()
    return {
        "start": house.start_seconds(),
        "visible": median,
        "visible at worst": worst,
        "memory": house.memory(),
    }


MEASURES: dict[str, Callable[[], Any]] = {
    "serving": _serving,
    "keyed": keyed.ratios,
    "build": _build,
    "glossary": glossary.hints_ms,
    "house": _house,
    "push": push.seconds,
}


READY = "ready"


class Command(BaseCommand):
    """Print a line of JSON."""

    help = "Measures one thing of the product, in the data at hand."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=[*MEASURES, "growth", "kills"])
        parser.add_argument("--only", default="", help="lines of growth that hold this word")
        parser.add_argument(
            "--in-turn", action="store_true", help="wait before each line of growth"
        )
        parser.add_argument("--kills", type=int, default=trial.KILLS, help="how many")

    def handle(self, *, what: str, only: str, kills: int, in_turn: bool, **_options: Any) -> None:
        # Pages that are gone are asked for, too; writing that down is none of their cost.
        logging.disable(logging.WARNING)
        arranged: dict[str, Callable[[], Any]] = {
            "growth": lambda: growth.lines(
                self.stderr.write, only, wait=self.wait if in_turn else lambda: None
            ),
            "kills": lambda: trial.verdict(kills),
        }
        found = {**MEASURES, **arranged}[what]()
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def wait(self) -> None:
        """Say that the next line may be measured, and wait for leave."""
        self.stdout.write(READY)
        self.stdout.flush()
        sys.stdin.readline()
