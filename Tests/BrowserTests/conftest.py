"""The dashboard in a real browser, over a real server and a finished run.

`script/browser-test` runs these tests: it makes a Python environment with playwright, axe-playwright-python and pytest
below $XDG_CACHE_HOME/leap and wants Debian's package `chromium`. By hand:

    LEAP_HOST=.build/debug/leap-host LEAP_BROWSER_PROJECT=DIR python -m pytest Tests/BrowserTests
    node --test Tests/BrowserTests/unit/*.test.mjs        (where there is node)

DIR holds a `leap.yaml` and the `.leap` of a finished run of the MNIST project; it is copied, not changed. Other
variables: LEAP_WEB_DIR (serve the page from a folder), LEAP_PLUGIN_DIR, LEAP_CHROMIUM (/usr/bin/chromium),
LEAP_SCREENSHOTS (a folder: each test that fails leaves its picture there, tests of panels theirs always).

A test fails, too, when the page logs an error that it did not announce with `expected_errors`.
"""

import os

import pytest
from drawing import draw  # noqa: F401 (a fixture)
from page import Dashboard
from panels import Panel
from playwright.sync_api import sync_playwright
from served import Server

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--enable-precise-memory-info",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("served"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = os.environ.get("LEAP_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.failed_in_call = report.failed


@pytest.fixture
def dashboard(browser, server, request):
    """`dashboard()` opens a context; keywords go to playwright's `new_context`."""
    opened = []

    def make(**options):
        opened.append(Dashboard(browser, server, **options))
        return opened[-1]

    yield make
    errors = [error for one in opened for error in one.unexpected_errors()]
    for one in opened:
        if getattr(request.node, "failed_in_call", False) or errors:
            one.picture(f"failed-{request.node.name}")
        one.close()
    assert not errors, errors


@pytest.fixture
def panel(dashboard):
    return Panel(dashboard(viewport={"width": 1400, "height": 860}, accept_downloads=True))


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server of the module's own, for tests that train or give titles."""
    server = Server(tmp_path_factory.mktemp("runs"))
    yield server
    server.stop()


@pytest.fixture
def own_panel(browser, own_server):
    one = Dashboard(browser, own_server, viewport={"width": 1400, "height": 860})
    yield Panel(one)
    errors = one.unexpected_errors()
    one.close()
    assert errors == []
