"""Django with one view, as a server loads it."""

from tests.bench.bare import one_view

application = one_view()
