"""The discussion below an edition, with moments as the site writes them."""

from news.articles.models import Story
from news.comments.threads import Thread, thread
from news.website.frame import Frame


def discussion(story: Story, frame: Frame) -> Thread:
    """Return the story's comments, in all languages, for readers of the frame's."""
    return thread(
        story,
        frame.language,
        newsroom=frame.newsroom,
        say=lambda moment: frame.calendar.short_moment(moment, frame.today_date),
    )
