"""The newsroom's own networks are read strictly, since they open a door."""

import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.bootstrap import ROOT
from cms.networks import own_networks_from


def test_no_network_is_own_by_default():
    assert settings.OWN_NETWORKS == own_networks_from("") == ()


def test_networks_are_separated_by_commas():
    assert own_networks_from(" 10.1.0.0/16, fd00:1::/64,127.0.0.1 ,") == (
        ip_network("10.1.0.0/16"),
        ip_network("fd00:1::/64"),
        ip_network("127.0.0.1/32"),
    )


@pytest.mark.parametrize(
    "written", ["10.1.2.3/16", "10.1.0.0/33", "intranet", "10.1.0.0/16 10.2.0.0/16", "10.1.*"]
)
def test_anything_else_is_refused_by_name(written):
    with pytest.raises(ImproperlyConfigured, match="VESTNIK_OWN_NETWORKS") as caught:
        own_networks_from(f"127.0.0.1,{written}")
    assert written in str(caught.value)


@pytest.mark.parametrize("written", ["0.0.0.0/0", "::/0"])
def test_the_whole_internet_is_nobodys_own(written):
    with pytest.raises(ImproperlyConfigured, match="every address"):
        own_networks_from(written)


def test_wrong_network_stops_the_start(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", "import cms.settings"],
        cwd=ROOT,
        env={"VESTNIK_DATA": str(tmp_path), "VESTNIK_OWN_NETWORKS": "10.1.2.3/16"},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "VESTNIK_OWN_NETWORKS holds “10.1.2.3/16”" in answer.stderr
