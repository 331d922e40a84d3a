"""What charts draw: the number of traces and their values, against what is computed here from columns and logits."""

import re
import statistics

import pytest
from drawing import columns


def test_a_scatter_chart_has_a_dot_a_sample(panel, draw):
    read = columns(panel, "distance_to_class_mean", "entropy", "even_odd", "label", "prediction")
    misread = [row for row, label in enumerate(read["label"]) if label != read["prediction"][row]]
    assert 100 < len(misread) < 4000  # all are drawn
    traces = draw(
        "scatter",
        {"x": "distance_to_class_mean", "y": "entropy", "Split, side by side": "even_odd", "Filter": "prediction != label"},
        f"traces.length === 2 && traces[0].x.length + traces[1].x.length === {len(misread)}")
    for trace, group in zip(traces, ["even", "odd"]):
        rows = [row for row in misread if read["even_odd"][row] == group]
        assert trace["name"] == group and trace["mode"] == "markers"
        assert [custom["row"] for custom in trace["customdata"]] == rows
        assert trace["x"] == [read["distance_to_class_mean"][row] for row in rows]
        assert trace["y"] == [read["entropy"][row] for row in rows]
    notes = panel.page.locator(".editor-preview .chart-notes").inner_text()
    found = re.search(r"correlation over all ([\d,]+): Pearson (−?[\d.]+)", notes)
    assert found, notes
    x, y = ([read[name][row] for row in misread] for name in ("distance_to_class_mean", "entropy"))
    assert int(found[1].replace(",", "")) == len(misread)
    assert float(found[2].replace("−", "-")) == pytest.approx(statistics.correlation(x, y), abs=0.005)


def test_a_scatter_chart_of_many_draws_an_even_part_and_says_so(panel, draw):
    (trace,) = draw(
        "scatter", {"x": "brightness", "y": "margin"}, "traces[0].mode === 'markers' && plot.layout.yaxis.title.text === 'margin'")
    read = columns(panel, "brightness", "margin")
    rows = [custom["row"] for custom in trace["customdata"]]
    assert 3000 < len(rows) < 5000 and len(set(rows)) == len(rows)
    assert trace["x"] == [read["brightness"][row] for row in rows]
    assert trace["y"] == [read["margin"][row] for row in rows]
    notes = panel.page.locator(".editor-preview .chart-notes").inner_text()
    assert f"{len(rows):,} of 70,000 samples are drawn" in notes


def test_a_heat_map_chart_has_the_mean_of_each_cell(panel, draw):
    (trace,) = draw(
        "heatmap",
        {"x": "nearest_other_class", "y": "loss", "Aggregate": "mean", "Split, side by side": "label"},
        "plot.layout.xaxis.title.text === 'nearest_other_class' && plot.layout.yaxis.title.text === 'label'")
    read = columns(panel, "nearest_other_class", "label", "loss")
    cells = {}
    for x, label, loss in zip(read["nearest_other_class"], read["label"], read["loss"]):
        cells.setdefault((str(label), str(x)), []).append(loss)
    assert sorted(trace["y"]) == sorted({label for label, _ in cells})
    assert sorted(trace["x"]) == sorted({x for _, x in cells})
    empty = 0
    for label, values, filters in zip(trace["y"], trace["z"], trace["customdata"]):
        for x, value, filter_ in zip(trace["x"], values, filters):
            if (label, x) in cells:
                assert value == pytest.approx(statistics.fmean(cells[label, x]), rel=1e-9), (label, x)
                assert f"label == {label}" in filter_ and f"nearest_other_class == {x}" in filter_
            else:
                assert value is None and filter_ is None
                empty += 1
    # No digit's nearest other class is its own.
    assert empty >= 10
    assert trace["colorbar"]["title"]["text"] == "mean of loss"


def test_a_confusion_matrix_counts_every_sample_once(panel):
    panel.open("tab=metrics")
    plot = "document.querySelector('.chart-list [data-kind=confusion-matrix] .js-plotly-plot')"
    panel.until(f"{plot}?.data.length === 2", 90)
    hover = panel.page.evaluate(f"{plot}.data[0].hovertext")
    read = columns(panel, "label", "prediction")
    counts = [[0] * 10 for _ in range(10)]
    for label, prediction in zip(read["label"], read["prediction"]):
        counts[label][prediction] += 1
    assert [[int(re.search(r"<b>([\d,]+)</b>", text)[1].replace(",", "")) for text in row] for row in hover] == counts
