"""How many pages there are, told without counting them."""

from typing import Any

from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from news.articles.models import HomePage, NewsIndexPage


class PagesSummary(PagesSummaryItem):
    """How many pages there are, from the numbers that the tree keeps."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        details = get_site_for_user(self.request.user)
        root = details["root_page"]
        if root is None:
            return {"root_page": None, "total_pages": 0, "site_name": details["site_name"]}
        parents = [*HomePage.objects.all(), *NewsIndexPage.objects.all()]
        below = [page for page in parents if page.is_descendant_of(root)]
        total = root.numchild + sum(page.numchild for page in below)
        # As Wagtail: of one site the front page is linked, not what stands above it.
        shown = Site.objects.get().root_page if root.is_root() else root
        return {
            "root_page": shown,
            "total_pages": total + (0 if root.is_root() else 1),
            "site_name": details["site_name"],
        }


def summarise(request: Any, items: list[Component]) -> None:
    """Put our number of pages in the place of Wagtail's, which counts them all."""
    for place, item in enumerate(items):
        if type(item) is PagesSummaryItem:
            items[place] = PagesSummary(request)
