"""Figures of charts and correlations by NumPy and SciPy, for make_golden.py."""

import numpy as np
from scipy import stats


def mean_interval(y):
    if len(y) < 2:
        return None
    half = stats.t.ppf(0.975, len(y) - 1) * np.std(y, ddof=1) / np.sqrt(len(y))
    return [np.mean(y) - half, np.mean(y) + half]


def share_interval(y):
    ends = stats.binomtest(int(y.sum()), len(y)).proportion_ci(method="wilson")
    return [ends.low, ends.high]


def quantile_interval(q):
    def interval(y):
        n, ordered = len(y), np.sort(y)
        lower = [r for r in range(1, n + 1) if stats.binom.cdf(r - 1, n, q) <= 0.025]
        upper = [r for r in range(1, n + 1) if stats.binom.cdf(r - 1, n, q) >= 0.975]
        return [ordered[max(lower) - 1], ordered[min(upper) - 1]] if lower and upper else None

    return interval


def std_interval(y):
    n = len(y)
    if n < 4:
        return None
    s = np.std(y, ddof=1)
    spread = (stats.moment(y, 4) - s**4 * (n - 3) / (n - 1)) / n
    half = stats.norm.ppf(0.975) * np.sqrt(max(0, spread)) / (2 * s**2)
    return [s * np.exp(-half), s * np.exp(half)]


def charts(table):
    present = ~np.isnan(table["distance"])
    loss, label, split = table["loss"], table["label"], table["parity"]
    found = []

    def add(query, groups):
        found.append({"query": query, "groups": groups})

    def group(y, value, interval=None, **keys):
        return dict(keys, n=len(y), value=value(y), interval=interval(y) if interval else None)

    # Mean loss by distance, bins of 0.5, a facet a label.
    number = np.floor(table["distance"] / 0.5)
    add(
        {"x": {"column": "distance", "width": 0.5}, "y": {"column": "loss"}, "facet": "label"},
        [
            group(loss[rows], np.mean, mean_interval, facet=c, lower=b * 0.5, upper=(b + 1) * 0.5)
            for c in np.unique(label) for b in np.unique(number[present]) if (rows := present & (label == c) & (number == b)).any()
        ],
    )
    # Median, quantile and deviation of loss by 7 bins of distance of one subset.
    chosen = present & (table["subset"] == "validation")
    edges = np.histogram_bin_edges(table["distance"][chosen], 7)
    bins = np.clip(np.searchsorted(edges, table["distance"], side="right") - 1, 0, 6)
    for aggregate, value, interval in (
        ({"aggregate": "median"}, np.median, quantile_interval(0.5)),
        ({"aggregate": "quantile", "quantile": 0.9}, lambda y: np.quantile(y, 0.9), quantile_interval(0.9)),
        ({"aggregate": "std"}, lambda y: np.std(y, ddof=1) if len(y) > 1 else np.nan, std_interval),
        ({"aggregate": "min"}, np.min, None),
        ({"aggregate": "max"}, np.max, None),
    ):
        add(
            {"x": {"column": "distance", "bins": 7}, "y": dict(column="loss", **aggregate), "filter": "subset == validation"},
            [
                group(loss[rows], value, interval, lower=edges[b], upper=edges[b + 1])
                for b in range(7) if (rows := chosen & (bins == b)).any()
            ],
        )
    # Accuracy by label, split by parity.
    add(
        {"x": {"column": "label"}, "y": {"column": "correct"}, "split": "parity"},
        [
            group(table["correct"][rows], np.mean, share_interval, split=s, x=c)
            for s in np.unique(split) for c in np.unique(label) if (rows := (split == s) & (label == c)).any()
        ],
    )
    # The confusion matrix.
    add(
        {"x": {"column": "label"}, "y": {"aggregate": "count"}, "split": "prediction"},
        [
            group(loss[rows], len, split=p, x=c)
            for p in np.unique(table["prediction"]) for c in np.unique(label)
            if (rows := (table["prediction"] == p) & (label == c)).any()
        ],
    )
    # The three labels with the largest mean loss.
    means = sorted(np.unique(label), key=lambda c: (-loss[label == c].mean(), c))
    add(
        {"x": {"column": "label", "order": "y", "limit": 3}, "y": {"column": "loss"}},
        [group(loss[label == c], np.mean, mean_interval, x=c) for c in means[:3]],
    )
    return found


def correlations(table):
    found = []
    everything = np.ones(len(table["loss"]), bool)
    chosen = {"": everything, "label == 4": table["label"] == 4, "loss > 1.9": table["loss"] > 1.9}
    for name in ("distance", "steps", "correct", "label"):
        x, y = np.asarray(table[name], float), table["loss"]
        for text, rows in chosen.items():
            rows = rows & ~np.isnan(x)
            pearson, spearman = stats.pearsonr(x[rows], y[rows]), stats.spearmanr(x[rows], y[rows])
            found.append({"column": name, "filter": text, "n": rows.sum(), "pearson": list(pearson), "spearman": list(spearman)})
    return found
