"""The metrics dashboard: ready-made charts, clicks that select, the editor, order, downloads, and Plotly missing."""

import csv
import io



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


def test_the_ready_made_charts_are_there(panel):
    panel.open("tab=metrics")
    for title in ["Mean loss by distance to the mean image of the class", "Mean loss of even and odd digits", "Confusion matrix", "Calibration"]:
        chart(panel, title)
    # One small multiple a class, on equal axes.
    axes = panel.page.evaluate(
        "(() => { const plot = document.querySelector('.chart-card.wide .js-plotly-plot'); const layout = plot._fullLayout;"
        " return Object.keys(layout).filter((key) => /^yaxis/.test(key)).map((key) => JSON.stringify(layout[key].range)); })()")
    assert len(axes) == 10 and len(set(axes)) == 1
    panel.shot("metrics")


def test_a_bar_selects_exactly_its_samples(panel):
    panel.open("tab=metrics")
    chart(panel, "Mean loss of even and odd digits")
    bar = panel.page.evaluate(
        "(() => { const card = [...document.querySelectorAll('.chart-card')].find((card) => card.querySelector('h3').textContent === 'Mean loss of even and odd digits');"
        " const { customdata, hovertext, x, y } = card.querySelector('.js-plotly-plot').data[0];"
        " return { filter: customdata[1], hover: hovertext[1], x: x[1], y: y[1] / 2 }; })()")
    click(panel, "Mean loss of even and odd digits", bar["x"], bar["y"])
    panel.until("leap.app.selection.rows.length > 0")
    assert panel.selected() == select(panel, bar["filter"])
    assert f"n {len(panel.selected()):,}" in bar["hover"]
    assert "95 % interval" in bar["hover"]


def test_every_bar_of_the_distance_charts_selects_as_many_as_it_says(panel):
    panel.open("tab=metrics")
    chart(panel, "Mean loss by distance to the mean image of the class")
    bars = panel.page.evaluate(
        "(() => document.querySelector('.chart-card.wide .js-plotly-plot').data.flatMap((trace) =>"
        " trace.customdata.map((filter, i) => [filter, Number(/n ([\\d,]+)$/.exec(trace.hovertext[i])[1].replaceAll(',', ''))])))()")
    assert len(bars) > 50
    assert sum(n for _, n in bars) == 70_000
    for filter_, n in bars[::7]:
        assert len(select(panel, filter_)) == n, filter_


def test_a_cell_of_the_confusion_matrix_selects_its_samples(panel):
    panel.open("tab=metrics")
    chart(panel, "Confusion matrix")
    click(panel, "Confusion matrix", "4", "9")
    panel.until("leap.app.selection.rows.length > 0")
    assert panel.selected() == select(panel, "label == 9 && prediction == 4")


def test_a_chart_is_made_saved_changed_moved_and_deleted(panel):
    panel.open("tab=metrics")
    chart(panel, "Confusion matrix")
    page = panel.page
    page.get_by_role("button", name="Add chart").click()
    form = page.locator(".editor")
    form.get_by_label("Title", exact=True).fill("Loss by brightness")
    form.get_by_label("x", exact=True).select_option("brightness")
    form.get_by_label("Groups of x", exact=True).select_option("bins")
    form.get_by_label("Number or width of the bins", exact=True).fill("7")
    page.locator(".editor-preview .js-plotly-plot").wait_for()
    panel.until("document.querySelector('.editor-preview .js-plotly-plot')?.data[0]?.x.length === 7")
    # The server's word on a filter that does not fit stands in place.
    form.get_by_label("Filter", exact=True).fill("lable == 4")
    page.locator(".editor-preview [role=alert]").wait_for()
    assert "lable" in page.locator(".editor-preview [role=alert]").inner_text()
    panel.expect_error("/chart")
    form.get_by_label("Filter", exact=True).fill("label == 4")
    page.locator(".editor-preview .js-plotly-plot").wait_for()
    panel.shot("chart-editor")
    page.get_by_role("button", name="Add to the dashboard").click()
    chart(panel, "Loss by brightness")
    panel.reload()
    card = chart(panel, "Loss by brightness")
    card.get_by_role("button", name="Edit: Loss by brightness").click()
    page.locator(".editor").get_by_label("Title", exact=True).fill("Loss of fours by brightness")
    page.locator(".editor").get_by_role("button", name="Save", exact=True).click()
    card = chart(panel, "Loss of fours by brightness")
    titles = "[...document.querySelectorAll('.chart-list h3')].map((title) => title.textContent)"
    before = panel.page.evaluate(titles)
    card.get_by_role("button", name="Move forward: Loss of fours by brightness").click()
    place = before.index("Loss of fours by brightness")
    panel.until(f"({titles})[{place - 1}] === 'Loss of fours by brightness'")
    chart(panel, "Loss of fours by brightness").get_by_role("button", name="Delete: Loss of fours by brightness").click()
    panel.until(f"!({titles}).includes('Loss of fours by brightness')")
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    panel.until(f"({titles}).includes('Loss of fours by brightness')")
    chart(panel, "Loss of fours by brightness").get_by_role("button", name="Delete: Loss of fours by brightness").click()
    panel.until(f"!({titles}).includes('Loss of fours by brightness')")


def test_a_chart_of_leap_yaml_is_hidden_and_shown(panel):
    panel.open("tab=metrics")
    chart(panel, "Accuracy in training").get_by_role("button", name="Hide: Accuracy in training").click()
    show = panel.page.get_by_role("button", name="Show Accuracy in training")
    show.wait_for()
    show.click()
    chart(panel, "Accuracy in training")


def test_downloads(panel):
    panel.open("tab=metrics")
    title = "Mean loss of even and odd digits"
    chart(panel, title)
    with panel.page.expect_download() as download:
        panel.page.get_by_role("button", name=f"Save {title} as CSV").click()
    with open(download.value.path(), newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert len(rows) == 10 and sum(int(row["n"]) for row in rows) == 70_000
    with panel.page.expect_download() as download:
        panel.page.get_by_role("button", name=f"Save {title} as PNG").click()
    with open(download.value.path(), "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_charts_follow_the_map_on_request(panel):
    panel.open("tab=metrics&subsets=test")
    chart(panel, "Confusion matrix")
    panel.page.get_by_role("button", name="As on the map").click()
    # Each cell's hover text has its count in bold.
    total = ("(() => { const plot = document.querySelector('.chart-list [data-kind=confusion-matrix] .js-plotly-plot');"
             " return plot.data[0].hovertext.flat().reduce((sum, text) => sum + Number(/<b>([\\d,]+)/.exec(text)[1].replaceAll(',', '')), 0); })()")
    panel.until(f"{total} === 10000")
    panel.reload()
    chart(panel, "Confusion matrix")
    panel.until(f"{total} === 10000")


def test_without_plotly_charts_are_tables(panel):
    panel.page.route("**/vendor/plotly.min.js", lambda route: route.fulfill(status=404, body=""))
    panel.open("tab=metrics")
    chart(panel, "Mean loss of even and odd digits")
    card = panel.page.locator(".chart-card", has_text="Mean loss of even and odd digits")
    assert "script/bootstrap" in card.inner_text()
    assert card.locator("tbody tr").count() == 10
    card.get_by_role("button", name="Select the samples of row 1").first.click()
    panel.until("leap.app.selection.rows.length > 0")
    panel.expect_error("plotly.min.js")
