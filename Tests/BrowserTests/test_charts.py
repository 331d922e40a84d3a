"""The metrics dashboard: ready-made charts, clicks that select, the editor, order, downloads, and Plotly missing."""

from panels import chart, click, select


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
