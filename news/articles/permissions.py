"""What a user may do to a page: Wagtail's rules, and ours which no view may forget."""

from wagtail.models import PagePermissionTester


class FixedPagePermissionTester(PagePermissionTester):
    """The pages on which the tree stands can be edited, and nothing else."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination, recursive: bool = False) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        # By hand, the admin would put all editions of a language on one screen.
        return False


class EditionPermissionTester(PagePermissionTester):
    """Editions stay in their language's tree; a translator may release where allowed."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.page.specific.is_source and self._has_siblings():
            return False
        return super().can_delete(ignore_bulk)

    def can_publish(self) -> bool:
        return super().can_publish() or self._translator_may_release()

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def _has_siblings(self) -> bool:
        edition = self.page.specific
        return edition.story.editions.exclude(pk=edition.pk).exists()

    def _translator_may_release(self) -> bool:
        from news.newsroom.models import NewsroomSettings

        edition = self.page.specific
        return (
            self.user.is_active
            and not edition.is_source
            and "change" in self.permissions
            and NewsroomSettings.load().translators_may_release
        )
