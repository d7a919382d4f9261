"""Short dates in the admin have the day before the month in every language but English."""

from datetime import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

MOMENT = datetime(2026, 11, 27, 21, 10)


@pytest.mark.parametrize("language", ["ru", "fr", "ar", "es", "de"])
def test_day_comes_before_the_month(language):
    with override(language):
        for name in ("SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT"):
            written = date_format(MOMENT, name)
            assert written.startswith("27")
            assert "11" in written[2:5]
        assert written.endswith("21:10")
