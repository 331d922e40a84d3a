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


def chart(panel, title):
    card = panel.page.locator(".chart-list .chart-card", has=panel.page.get_by_role("heading", name=title, exact=True))
    card.wait_for()
    panel.page.locator(f".chart-list .chart-card:has(h3:text-is(\"{title}\")) :is(.js-plotly-plot, table)").first.wait_for()
    return card


def select(panel, text):
    return panel.page.evaluate("async (text) => [...(await leap.app.api.arrays(leap.app.runPath(`select?filter=${encodeURIComponent(text)}`))).rows]", text)


def click(panel, title, x, y):
    """Clicks the place of a plot where x and y are, with the mouse."""
    where = """([title, x, y]) => {
      const cards = [...document.querySelectorAll('.chart-list .chart-card')];
      const plot = cards.find((card) => card.querySelector('h3').textContent === title).querySelector('.js-plotly-plot');
      plot.scrollIntoView({ block: 'center' });
      const { left, top } = plot.getBoundingClientRect();
      const { xaxis, yaxis } = plot._fullLayout;
      return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
    }"""
    # Charts above that are still drawn move this one.
    panel.until("!document.querySelector('.chart-card[aria-busy]')")
    at = panel.page.evaluate(where, [title, x, y])
    panel.page.mouse.move(at[0] - 3, at[1])
    panel.page.mouse.move(*at)
    # Plotly tells of a click on what it has found under the pointer.
    panel.until("[...document.querySelectorAll('.chart-list .js-plotly-plot')].some((plot) => plot._hoverdata?.length)")
    panel.page.mouse.click(*at)
