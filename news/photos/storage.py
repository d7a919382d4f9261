"""Where photos and documents lie: in private, so that the file gate alone hands them out."""

from django.core.files.storage import FileSystemStorage
from django.utils.encoding import filepath_to_uri


class GatedAddresses:
    """Gives every stored file the address at which the gate answers for it.

    Mix it in before any other storage: what that would answer leads around the gate.
    """

    def url(self, name: str | None) -> str:
        """Return the path of a photo as the gate knows it: its name in the storage."""
        return f"/{filepath_to_uri(name)}"


class PrivateFiles(GatedAddresses, FileSystemStorage):
    """Files in a folder that no web server shows."""
