"""The block with which a text uses a photo."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock


class UsedPhotoBlock(ImageBlock):
    """A photo whose own alternative text in the language holds where the use gives none.

    Wagtail's block wants one with every use. That a language has none at all is found when the
    edition is released: the block doesn't know in which language it stands.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = CharBlock(
            required=False,
            max_length=300,
            label=_("alternative text"),
            help_text=_("Empty: the photo's own in this language."),
        )
        words.set_name("alt_text")
        self.child_blocks["alt_text"] = words

    def clean(self, value: Any) -> Any:
        """Refuse a missing photo alone."""
        try:
            self.child_blocks["image"].clean(value)
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"image": error}) from error
        # The chooser's answer is a copy that has lost the words of this use.
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the words of this use, where it has any: Wagtail would say "None"."""
        return super().get_searchable_content(value) if value and value.contextual_alt_text else []
