"""Why a request got no answer: a code for programs, a sentence for people."""

from django.utils.translation import gettext_lazy as _

# Kept by code and worded when shown: who reads it may speak another language.
SENTENCES = {
    "url": _("This is not a web address. Write it in full, as in https://example.org/news."),
    "scheme": _("Write an address that begins with https:// or http://."),
    "user": _("Take the user name and the password out of the address; they are not sent."),
    "port": _(
        "Only ports 80, 443, 8080 and 8443 are allowed. Leave the port out, or use one of them."
    ),
    "address": _(
        "This address does not lead to the public internet. Give one that can be reached from "
        "everywhere."
    ),
    "no-name": _("No server was found under this name. Look for a typing mistake in it."),
    "timeout": _("The server took too long to answer. Ask those who run it to make it faster."),
    "refused": _(
        "The server could not be reached. Ask those who run it whether it is up and lets us in."
    ),
    "certificate": _(
        "The server's certificate is not valid for this name. Ask those who run it to renew it."
    ),
    "tls": _("The server does not speak https at this port. Correct the address, or the server."),
    "closed": _(
        "The server closed the connection before its answer was complete. Ask those who run it "
        "to look into its log."
    ),
    "answer": _(
        "The server's answer can't be read as a web server's. Ask those who run it to look into "
        "its log."
    ),
    "header": _("The request holds a header that can't be sent. Tell whoever runs this site."),
}


class NotSentError(Exception):
    """The request had no answer; whether the other side has read it, nobody knows.

    `code` is a key of `SENTENCES`. `detail` is technical English for our own log; it may name
    addresses of the newsroom's network, so it is never shown to a partner.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    @property
    def sentence(self) -> str:
        """What went wrong and what to do, in the language in force."""
        return str(SENTENCES[self.code])
