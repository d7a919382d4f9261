"""Production stops on unsafe values, with a message that names the setting."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.bootstrap import ROOT
from cms.database import SHORT_QUERIES, postgresql_from
from cms.production import refuse_unsafe, unsafe_values
from cms.secret import embedded_secret

SAFE = {
    "secret_key": "k" * 60,
    "debug": False,
    "hosts": ["news.example.org"],
    "base_url": "https://news.example.org",
}


def test_safe_values_pass():
    assert unsafe_values(**SAFE) == []


@pytest.mark.parametrize(
    ("unsafe", "setting"),
    [
        ({"secret_key": ""}, "VESTNIK_SECRET_KEY"),
        ({"secret_key": "django-insecure-" + "k" * 60}, "VESTNIK_SECRET_KEY"),
        ({"debug": True}, "VESTNIK_DEBUG"),
        ({"hosts": ["*"]}, "VESTNIK_HOSTS"),
        ({"base_url": "http://news.example.org"}, "VESTNIK_BASE_URL"),
    ],
)
def test_unsafe_value_is_refused_by_name(unsafe, setting):
    with pytest.raises(ImproperlyConfigured, match=setting):
        refuse_unsafe(**SAFE | unsafe)


def test_any_command_stops_in_unsafe_production_without_traceback(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "VESTNIK_ENV": sys.prefix,
        "VESTNIK_DATA": str(tmp_path),
        "VESTNIK_PRODUCTION": "1",
    }
    answer = subprocess.run(
        [
            sys.executable,
            "-c",
            "from cms.bootstrap import run_inside; import sys; "
            "sys.exit(run_inside(['manage.py', 'web']))",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "VESTNIK_SECRET_KEY" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_embedded_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    first = embedded_secret(tmp_path)
    assert len(first) > 50
    assert embedded_secret(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_database_address_is_read_with_its_escapes():
    read = postgresql_from("postgres://desk:p%40ss@db.example.org:5433/news?sslmode=require")
    assert read["USER"] == "desk"
    assert read["PASSWORD"] == "p@ss"
    assert read["HOST"] == "db.example.org"
    assert read["PORT"] == "5433"
    assert read["NAME"] == "news"
    assert read["OPTIONS"] == {"options": SHORT_QUERIES, "sslmode": "require"}
    plain = postgresql_from("postgres://desk@pooler/news?options=")
    assert plain["OPTIONS"] == {"options": ""}


@pytest.mark.parametrize("address", ["mysql://desk@db/news", "postgres://db", "news.sqlite3"])
def test_unknown_database_address_says_how_to_write_it(address):
    with pytest.raises(ImproperlyConfigured, match="postgres://name:password@host"):
        postgresql_from(address)
