"""A page of the dashboard in a browser."""

import os
import pathlib
import time


class Dashboard:
    """A page of the dashboard, with what tests ask of it."""

    def __init__(self, browser, server, **options):
        options.setdefault("viewport", {"width": 1280, "height": 800})
        options.setdefault("color_scheme", "light")  # the page is dark all the same
        # Pictures between two states cost a software renderer much; test_map_camera.py asks for them.
        options.setdefault("reduced_motion", "reduce")
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
            " && performance.getEntriesByType('resource').some(({ name }) => /\\/(sprite|image)(\\?|$)/.test(name))"
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
