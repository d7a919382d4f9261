"""What surrounds the pages of a comment on its way, whose own words come from below."""

from typing import Any

from django.http import HttpRequest

from news.website.frame import Head, build_frame


def surroundings(request: HttpRequest, language: str, title: str) -> dict[str, Any]:
    """Return frame and head of a page, and how the site writes a moment."""
    frame = build_frame(language)
    head = Head(title=f"{title} — {frame.plain_name}", robots="noindex")

    def say(moment: Any) -> str:
        return frame.calendar.short_moment(moment, frame.today_date)

    return {"frame": frame, "head": head, "say": say}
