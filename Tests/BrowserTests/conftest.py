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
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--enable-precise-memory-info",
]


class Server:
    """`leap-host serve` over a copy of the project, at a port of its own."""

    def __init__(self, folder):
        project = pathlib.Path(os.environ.get("LEAP_BROWSER_PROJECT", "."))
        self.folder = folder / "project"
        self.folder.mkdir()
        shutil.copy(project / "leap.yaml", self.folder)
        shutil.copytree(project / ".leap", self.folder / ".leap")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process = None
        self.start()

    def start(self):
        command = [os.path.abspath(os.environ.get("LEAP_HOST", ".build/debug/leap-host"))]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command + ["serve", "--no-open", "--port", str(self.port)], cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/api/v1/health", timeout=5).read()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"leap-host serve did not start: {self.log.read_text()}") from None
                time.sleep(0.1)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


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


class Dashboard:
    """A page of the dashboard, with what tests ask of it."""

    def __init__(self, browser, server, **options):
        options.setdefault("viewport", {"width": 1280, "height": 800})
        options.setdefault("color_scheme", "light")  # the page is dark all the same
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.server = server
        self.errors = []
        self.expected_errors = []
        self.requests = []
        self.page.on("console", lambda m: m.type == "error" and self.errors.append(f"{m.text} {m.location.get('url')}"))
        self.page.on("pageerror", lambda error: self.errors.append(f"{error} {error.stack}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, fragment="", dots=True):
        self.page.goto(f"{self.server.url}/{fragment}", wait_until="domcontentloaded")
        if dots:
            self.page.wait_for_selector("html[data-ready]", state="attached")
        return self.page

    def until(self, script, seconds=20):
        """Waits until a JavaScript expression is true; its last value."""
        deadline = time.monotonic() + seconds
        while True:
            value = self.page.evaluate(script)
            if value or time.monotonic() > deadline:
                assert value, f"still {value!r}: {script}"
                return value
            time.sleep(0.05)

    def calm(self):
        """Waits until the columns and pictures of the first sight have come, and the camera rests and is in the address."""
        self.until(
            "leap.app.ready.has('prediction')"
            " && performance.getEntriesByType('resource').some(({ name }) => /sprite|image/.test(name))"
        )
        self.until(
            """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
              const { cx, cy, zoom, atHome } = leap.app.map.camera;
              const code = atHome ? null : [cx, cy, zoom].map((value) => +value.toPrecision(7));
              const written = decodeURIComponent(location.hash).match(/camera=([^&]*)/)?.[1] ?? null;
              done(JSON.stringify(leap.app.view.get().camera) === JSON.stringify(code) && written === (code?.join(',') ?? null));
            })))"""
        )

    def row(self, sample):
        return self.page.evaluate("name => leap.app.data.row(name)", sample)

    def place(self, row):
        """Where a row's dot is, in pixels of the page."""
        x, y = self.page.evaluate("row => leap.app.map.screen(row)", row)
        box = self.page.locator(".stage").bounding_box()
        return box["x"] + x, box["y"] + y

    def view(self):
        return self.page.evaluate("leap.app.view.get()")

    def picture(self, name):
        folder = os.environ.get("LEAP_SCREENSHOTS")
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(pathlib.Path(folder) / f"{name}.png"))

    def unexpected_errors(self):
        return [e for e in self.errors if not any(expected in e for expected in self.expected_errors)]

    def close(self):
        self.context.close()


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
