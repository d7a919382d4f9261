"""Partners and their subscriptions in the admin."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from news.partners.channels import ChannelsField
from news.partners.models import Partner, Subscription, Way


class Unchosen(SnippetViewSet):
    """Snippets that no form chooses: Wagtail's chooser shows them to whoever may sign in."""

    def register_chooser_viewset(self) -> None:
        """Register none."""


class PartnerEditView(EditView):
    """A partner's form, with the ways to its own page and to how it fares."""

    @property
    def header_more_buttons(self) -> list[Button]:
        return [
            *super().header_more_buttons,
            Button(
                _("Invitation"),
                url=reverse("partners-invitations", args=[self.object.pk]),
                icon_name="mail",
                priority=40,
            ),
            Button(
                _("How it fares"),
                url=reverse("push-health", args=[self.object.pk]),
                icon_name="view",
                priority=41,
            ),
        ]


class PartnerViewSet(Unchosen):
    """Media that republish us, and what was agreed with them."""

    model = Partner
    icon = "site"
    edit_view_class = PartnerEditView
    list_display = ["name", "website", Column("state", accessor="get_state_display"), "agreed_on"]
    list_filter = ["state", "takes_advance_copies"]
    search_backend_name = None
    search_fields = ["name", "website"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("website"),
            FieldPanel("language"),
            FieldPanel("state"),
            MultiFieldPanel(
                [
                    FieldPanel("licence", widget=forms.Select),
                    FieldPanel("attribution"),
                    FieldPanel("may_edit"),
                    FieldPanel("may_translate"),
                    FieldPanel("may_print_photos"),
                    FieldPanel("takes_advance_copies"),
                    FieldPanel("agreed_on"),
                ],
                heading=gettext_lazy("Terms agreed"),
            ),
            InlinePanel(
                "contacts",
                [
                    FieldPanel("name"),
                    FieldPanel("email"),
                    FieldPanel("phone"),
                    FieldPanel("duty"),
                ],
                heading=gettext_lazy("Contacts"),
                label=gettext_lazy("Contact"),
            ),
            FieldPanel("note"),
        ]
    )


class SubscriptionForm(WagtailAdminModelForm):
    """Which channels a partner takes; a channel is chosen by what it is called."""

    includes = ChannelsField(
        label=gettext_lazy("takes"),
        error_messages={"required": gettext_lazy("Choose one channel at least.")},
    )
    excludes = ChannelsField(
        label=gettext_lazy("leaves out"),
        required=False,
        help_text=gettext_lazy(
            "A text that is in one of these is not given, whatever else it is in."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["includes"].offer(whole=True, chosen=self.instance.includes)
        self.fields["excludes"].offer(whole=False, chosen=self.instance.excludes)
        # Left out, it stays what it was.
        self.fields["way"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        way = cleaned.get("way") or self.instance.way
        if way == Way.WEBHOOK and not cleaned.get("endpoint") and "endpoint" not in self.errors:
            self.add_error("endpoint", _("Write where the receiver is: we send to that address."))
        both = set(cleaned.get("includes") or ()) & set(cleaned.get("excludes") or ())
        if both:
            self.add_error("excludes", _("A channel cannot be taken and left out at once."))
        return cleaned


class SubscriptionEditView(EditView):
    """A subscription's form, with its keys and deliveries."""

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons = [
            *super().header_more_buttons,
            Button(
                _("Keys and addresses"),
                url=reverse("partners-keys", args=[self.object.pk]),
                icon_name="key",
                priority=40,
            ),
        ]
        if self.object.way == Way.WEBHOOK:
            url = reverse("push-deliveries", args=[self.object.pk])
            buttons.append(Button(_("Deliveries"), url=url, icon_name="mail", priority=41))
        url = reverse("hub-of-partner", args=[self.object.pk])
        buttons.append(Button("WebSub", url=url, icon_name="link", priority=42))
        return buttons


class SubscriptionViewSet(Unchosen):
    """What partners take."""

    model = Subscription
    icon = "link"
    list_display = [
        "partner",
        Column("languages", gettext_lazy("languages"), accessor=lambda each: _languages(each)),
        Column("used", gettext_lazy("last fetched"), accessor=lambda each: each.last_used_at),
    ]
    list_filter = ["partner"]
    search_backend_name = None
    edit_view_class = SubscriptionEditView
    edit_handler = ObjectList(
        [
            FieldPanel("partner", widget=forms.Select),
            FieldPanel("includes"),
            FieldPanel("excludes"),
            FieldPanel("way", widget=forms.RadioSelect),
            FieldPanel("endpoint"),
        ],
        base_form_class=SubscriptionForm,
    )

    def get_queryset(self, request: Any) -> Any:
        return Subscription.objects.select_related("partner").with_last_use()


def _languages(subscription: Subscription) -> str:
    return ", ".join(subscription.languages)


class PartnersGroup(SnippetViewSetGroup):
    """The menu of partners."""

    items = (PartnerViewSet, SubscriptionViewSet)
    menu_label = gettext_lazy("Partners")
    menu_icon = "site"
    menu_order = 170
