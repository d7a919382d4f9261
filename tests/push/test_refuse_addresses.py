"""What somebody writes or a name server says never leads a request into a private network."""

import socket
from ipaddress import ip_address

import pytest
from django.core.exceptions import ValidationError

from news.push.addresses import is_public, refuse_address
from news.push.faults import SENTENCES, NotSentError
from news.push.outgoing import send

# Plain, public, and nobody's receiver; a connection to it is refused by the watched network.
PUBLIC = "93.184.215.14"

PRIVATE_LITERALS = [
    # Plainly written
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.255.255.254:8080/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://100.64.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/machine",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://192.0.0.192/opc/v2/instance/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://192.168.1.1:8443/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    # As the C library would read it
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://0177.0.0.01/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x/",
    "http://3232235777/",
    "http://192.168.257/",
    "http://127.0.0.0x1/",
    "http://256.256.256.256/",
    # In other digits and dots
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://127．0．0．1/",
    "http://𝟏𝟐𝟕.𝟎.𝟎.𝟏/",
    # IPv6, and IPv4 in it
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    # With more around it
    "http://127.0.0.1#@good.example/",
    "http://127.0.0.1?@good.example/",
    "http://127.0.0.1/@good.example",
    "https://127.0.0.1/%2e%2e/",
]
MISREADINGS = [
    ("user", "http://good.example@127.0.0.1/"),
    ("user", "http://127.0.0.1@good.example/"),
    ("user", "http://good.example:80@127.0.0.1/"),
    ("user", "http://editor:secret@good.example/"),
    ("user", "http://@127.0.0.1/"),
    ("user", "http://a@good.example@127.0.0.1/"),
    ("url", "http://good.example\\@127.0.0.1/"),
    ("url", "http:\\\\127.0.0.1\\"),
    ("url", "http://127.0.0.1\\.good.example/"),
    ("url", "http://127.0.0.1\t/"),
    ("url", "http://127.0.\n0.1/"),
    ("url", "ht\ntp://127.0.0.1/"),
    ("url", " http://127.0.0.1/"),
    ("url", "http://127.0.0.1/ "),
    ("url", "http://127.0.0.1\r\nHost: good.example\r\n/"),
    ("url", "http://good.example/\r\nX-Injected: yes"),
    ("url", "http://good.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    ("url", "http://good.example/\x00"),
    ("url", "http://127.0.0.1\u00ad/"),
    ("url", "http://127.0.0.1\u3000/"),
    ("url", "http://good.example/\ud800"),
    ("url", "http://127.0.0.1%00.good.example/"),
    ("url", "http://%31%32%37.0.0.1/"),
    ("url", "http://[fe80::1%25lo]/"),
    ("url", "http://[fe80::1%lo]/"),
    ("url", "http://[::1/"),
    ("url", "http://[127.0.0.1]/"),
    ("url", "http://[v1.127]/"),
    ("url", "http://::1/"),
    ("url", "http://127.0.0.1:80:80/"),
    ("url", "http://127.0.0.1:８０/"),
    ("url", "http://127.0.0.1../"),
    ("url", "http://.127.0.0.1/"),
    ("url", "http:///127.0.0.1/"),
    ("url", "http:127.0.0.1/"),
    ("url", "//127.0.0.1/"),
    ("url", "127.0.0.1"),
    ("url", ""),
    ("url", "javascript:alert(1)"),
    ("url", "http://127.0.0.1／.good.example/"),
    ("url", f"http://{'a' * 64}.example/"),
    ("url", f"http://{'a.' * 130}example/"),
    ("url", f"http://good.example/{'a' * 2048}"),
    ("scheme", "file:///etc/passwd"),
    ("scheme", "ftp://127.0.0.1/"),
    ("scheme", "gopher://127.0.0.1:6379/_FLUSHALL"),
    ("scheme", "dict://127.0.0.1:11211/stats"),
    ("scheme", "unix://localhost/run/docker.sock"),
    ("scheme", "ws://good.example/"),
    ("port", "http://good.example:22/"),
    ("port", "http://good.example:6379/"),
    ("port", "http://good.example:0/"),
    ("port", "http://good.example:70000/"),
    ("port", f"http://{PUBLIC}:25/"),
    ("port", "http://[2606:4700::1111]:5432/"),
]
LOCAL_NAMES = [
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://good.localhost/",
]
PRIVATE_RESULTS = [
    ["127.0.0.1"],
    ["::1"],
    ["10.1.2.3"],
    ["169.254.169.254"],
    ["fd00:ec2::254"],
    ["::ffff:10.1.2.3"],
    ["64:ff9b::a01:203"],
    ["fe80::1%lo"],
    ["0.0.0.0"],  # noqa: S104
    [PUBLIC, "127.0.0.1"],
    ["127.0.0.1", PUBLIC],
    [PUBLIC, "::1"],
    [PUBLIC] * 8 + ["192.168.0.1"],
]
PUBLIC_ADDRESSES = [
    *(PUBLIC, "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
    *("192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.254"),
    *("2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450:4001:80b::200e"),
]


def resolve(host: str) -> list[str]:
    """Know one good name and those of this machine."""
    if host == "good.example":
        return [PUBLIC]
    if host.endswith("localhost"):
        return ["127.0.0.1"]
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def nobody(host: str) -> list[str]:
    """Fail where an address in any disguise is taken for a name."""
    raise socket.gaierror(socket.EAI_NONAME, f"{host} was looked up")


@pytest.mark.parametrize("url", PRIVATE_LITERALS)
def test_private_address_in_any_disguise_is_never_asked(url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=nobody)
    assert caught.value.code == "address"
    assert network.connections == []
    assert network.lookups == []


@pytest.mark.parametrize(("code", "url"), MISREADINGS)
def test_address_that_might_be_misread_is_never_asked(code, url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=resolve)
    assert caught.value.code == code
    assert network.connections == []


@pytest.mark.parametrize("url", LOCAL_NAMES)
def test_name_of_this_machine_is_never_asked(url, network):
    with pytest.raises(NotSentError) as caught:
        send(url, resolve=resolve)
    assert caught.value.code == "address"
    assert network.connections == []


@pytest.mark.parametrize("addresses", PRIVATE_RESULTS)
def test_name_with_any_private_address_is_never_asked(addresses, network):
    with pytest.raises(NotSentError) as caught:
        send("https://partner.example/hook", resolve=lambda _host: addresses)
    assert caught.value.code == "address"
    assert network.connections == []


def test_form_refuses_at_once_what_needs_no_look_up(network):
    literals = [("address", url) for url in PRIVATE_LITERALS + LOCAL_NAMES]
    for code, url in literals + MISREADINGS:
        with pytest.raises(ValidationError) as caught:
            refuse_address(url)
        assert caught.value.code == code, url
        assert caught.value.messages == [str(SENTENCES[code])]
    assert network.connections == network.lookups == []


@pytest.mark.parametrize(
    "url",
    [
        "https://partner.example/hook?a=1&b=%20#top",
        "http://partner.example:8080",
        "https://новости.example/лента/",
        "https://xn--b1amarcd.example/",
        "https://a_b.example:8443/",
        f"http://{PUBLIC}/",
        "https://[2606:4700::1111]/",
    ],
)
def test_form_takes_what_may_be_public(url, network):
    refuse_address(url)
    assert network.lookups == []


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_public_address_is_known_as_such(address):
    assert is_public(ip_address(address))


def test_unknown_name_is_said_to_be_unknown(network):
    for answer in (nobody, lambda _host: []):
        with pytest.raises(NotSentError) as caught:
            send("https://partner.example/", resolve=answer)
        assert caught.value.code == "no-name"
    with pytest.raises(NotSentError) as caught:
        send("https://partner.example/")
    assert caught.value.code == "no-name"
    assert network.lookups == ["partner.example"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Note": "a\r\nHost: evil.example"},
        {"X-Note": "a\r\n folded"},
        {"X-Note": "a\nb"},
        {"X-Note": "ё"},
        {"X-Note: a\r\nHost": "b"},
        {"": "a"},
        {"X Note": "a"},
        {"Host": "evil.example"},
        {"content-length": "0"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_header_that_would_change_the_request_is_refused(headers, network):
    with pytest.raises(NotSentError) as caught:
        send("http://good.example/", headers=headers, resolve=resolve)
    assert caught.value.code == "header"
    assert network.connections == []
