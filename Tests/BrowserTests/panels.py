"""What the tests of the panels share: a page of 1400 x 860, opened at a view state."""


class Panel:
    """A dashboard, opened by view state such as `tab=analysis&sample=test:5012`."""

    def __init__(self, dashboard):
        self.dashboard = dashboard
        self.page = dashboard.page
        self.view = dashboard.view
        self.shot = dashboard.picture

    def open(self, view=""):
        self.dashboard.open(f"#{view}")

    def reload(self):
        self.page.reload()
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def until(self, script, seconds=60):
        return self.dashboard.until(script, seconds)

    def expect_error(self, text):
        """The browser itself says each answer of 4xx on the console; this one is meant to come."""
        self.dashboard.expected_errors.append(text)

    def selected(self):
        """Selected rows, ascending."""
        return self.page.evaluate("[...leap.app.selection.rows]")

    def get(self, path):
        """The answer of the API below the run that is open."""
        return self.page.evaluate("path => leap.app.api.get(leap.app.runPath(path))", path)
