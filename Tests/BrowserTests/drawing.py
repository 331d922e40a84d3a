"""A chart as the editor's preview draws it, and the columns that it is drawn from."""

import pytest

PLOT = "document.querySelector('.editor-preview .js-plotly-plot')"


@pytest.fixture
def draw(panel):
    """`draw(kind, {label: value}, ready)`: the traces of a new chart in the editor, once it is the one that the form says:
    when `ready`, of `plot` and its `traces`, is true."""
    panel.open("tab=metrics")
    panel.page.get_by_role("button", name="Add chart").click()
    form = panel.page.locator(".editor")

    def make(kind, fields, ready):
        form.get_by_label("Kind", exact=True).select_option(kind)
        for label, value in fields.items():
            field = form.get_by_label(label, exact=True)
            if label == "Filter":
                field.fill(value)
            else:
                field.select_option(value)
        panel.until(f"(() => {{ const plot = {PLOT}; const traces = plot?.data; return Boolean(traces && ({ready})); }})()", 90)
        # Typed arrays are lists here.
        return panel.page.evaluate(
            f"{PLOT}.data.map((trace) => JSON.parse(JSON.stringify(trace, (key, value) =>"
            " ArrayBuffer.isView(value) ? [...value] : value)))")

    return make


def columns(panel, *names):
    """Values of the run's columns, texts and missing values as such."""
    return panel.page.evaluate(
        """async (names) => Object.fromEntries(await Promise.all(names.map(async (name) => {
          const { values, strings } = await leap.app.data.column(name);
          return [name, Array.from(values, (value) => (strings ? strings[value] ?? null : Number.isNaN(value) ? null : value))];
        })))""", list(names))
