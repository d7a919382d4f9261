"""Addresses that no request may be led to, in every disguise that we know of."""

import socket

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
