"""What charts draw: the number of traces and their values, against what is computed here from columns and logits."""

import array
import ast
import math
import re
import statistics

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


def probabilities(server, run="run-0001"):
    """`[samples][classes]`: the softmax of the run's logits."""
    with open(server.folder / ".leap" / "runs" / run / "logits.npy", "rb") as file:
        preamble = file.read(10)
        header = ast.literal_eval(file.read(int.from_bytes(preamble[8:10], "little")).decode())
        assert header["descr"] == "<f4" and not header["fortran_order"]
        logits = array.array("f", file.read())
    width = header["shape"][1]
    rows = []
    for start in range(0, len(logits), width):
        own = logits[start:start + width]
        most = max(own)
        powers = [math.exp(value - most) for value in own]
        total = sum(powers)
        rows.append([power / total for power in powers])
    return rows


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


class Ranking:
    """One class against the rest, from the sample that is likeliest of it to the one that is least."""

    def __init__(self, rows, labels, c):
        order = sorted(range(len(labels)), key=lambda row: -rows[row][c])
        self.scores = [rows[row][c] for row in order]
        self.hits = [0]  # among the first k
        for row in order:
            self.hits.append(self.hits[-1] + (labels[row] == c))
        self.positives = self.hits[-1]
        self.negatives = len(labels) - self.positives

    def thresholds(self):
        """How many samples are above each threshold: equal scores go together."""
        count = len(self.scores)
        return [k for k in range(1, count + 1) if k == count or self.scores[k] != self.scores[k - 1]]

    def area_under_roc(self):
        area, before = 0.0, 0
        for k in self.thresholds():
            misses = (k - self.hits[k]) - (before - self.hits[before])
            area += misses * (self.hits[k] + self.hits[before]) / 2
            before = k
        return area / (self.positives * self.negatives)

    def average_precision(self):
        area, before = 0.0, 0
        for k in self.thresholds():
            area += (self.hits[k] - self.hits[before]) * self.hits[k] / k
            before = k
        return area / self.positives


def area_of(trace):
    return float(trace["name"].split(" · ")[1])


def test_roc_curves_are_those_of_the_probabilities(panel, draw, server):
    traces = draw("roc", {}, "traces.length === 11")
    diagonal, *curves = traces
    assert (diagonal["x"], diagonal["y"]) == ([0, 1], [0, 1])
    rows, labels = probabilities(server), columns(panel, "label")["label"]
    for c, curve in enumerate(curves):
        assert curve["name"].startswith(f"{c} · ")
        assert (curve["x"][0], curve["y"][0], curve["x"][-1], curve["y"][-1]) == (0, 0, 1, 1)
        assert curve["x"] == sorted(curve["x"]) and curve["y"] == sorted(curve["y"])
        if c not in (4, 9):
            continue  # two classes are ranked here: sorting takes a while
        ranking = Ranking(rows, labels, c)
        assert area_of(curve) == pytest.approx(ranking.area_under_roc(), abs=1e-5)
        for x, y in zip(curve["x"], curve["y"]):
            above = round(x * ranking.negatives + y * ranking.positives)
            assert abs(ranking.hits[above] - y * ranking.positives) < 2, (c, x, y)


def test_precision_recall_curves_are_those_of_the_probabilities(panel, draw, server):
    curves = draw("precision-recall", {}, "traces.length === 10")
    rows, labels = probabilities(server), columns(panel, "label")["label"]
    for c in (5, 8):
        curve, ranking = curves[c], Ranking(rows, labels, c)
        assert curve["name"].startswith(f"{c} · ")
        assert area_of(curve) == pytest.approx(ranking.average_precision(), abs=1e-5)
        assert curve["x"] == sorted(curve["x"]) and curve["x"][-1] == 1
        points = [(x, y) for x, y in zip(curve["x"], curve["y"]) if x > 0]
        assert len(points) > 50
        for recall, precision in points:
            hits = recall * ranking.positives
            assert abs(ranking.hits[round(hits / precision)] - hits) < 2, (c, recall, precision)


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
