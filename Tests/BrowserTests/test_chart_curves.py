"""ROC and precision-recall curves are those of the probabilities, ranked here once more."""

import array
import ast
import math

import pytest
from drawing import columns


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
