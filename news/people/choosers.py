"""Choosers for the admin: a position, shown with its person."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

position_chooser = ChooserViewSet(
    "position_chooser",
    model="news.Position",
    icon="user",
    choose_one_text=_("Choose a position"),
    choose_another_text=_("Choose another position"),
)
PositionChooserBlock = position_chooser.get_block_class(
    name="PositionChooserBlock", module_path="news.people.choosers"
)
