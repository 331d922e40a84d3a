"""Writes golden.json beside this file: figures of scikit-learn, SciPy and NumPy that AnalyticsTests compares with.

    pip install scikit-learn numpy scipy
    python make_golden.py
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import special, stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize

warnings.filterwarnings("ignore")
random = np.random.default_rng(20260601)


def clean(value):
    """JSON without NaN: what is not defined is null."""
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(item) for item in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (np.integer, int)):
        return int(value)
    if isinstance(value, (np.floating, float)):
        return float(value) if np.isfinite(value) else None
    return value


# -- classification ------------------------------------------------------------------------------------------------------------


def outcomes(count, classes, absent, noise, ties):
    """Logits of a middling model; `absent` classes have no samples; `ties` rounds logits, so that many are equal."""
    present = [c for c in range(classes) if c not in absent]
    labels = random.choice(present, count)
    logits = random.normal(0, noise, (count, classes))
    logits[np.arange(count), labels] += 2
    # Few digits keep the file small; the figures are those of the float32 next to them.
    return np.asarray(np.round(logits, 0 if ties else 3), np.float32), labels


def classification(name, logits, labels):
    count, classes = logits.shape
    all_classes = list(range(classes))
    p = special.softmax(logits.astype(np.float64), axis=1)
    predictions = logits.argmax(axis=1)
    truth = label_binarize(labels, classes=all_classes) if classes > 2 else np.eye(classes, dtype=int)[labels]
    figures = {
        "accuracy": metrics.accuracy_score(labels, predictions),
        "balanced-accuracy": metrics.balanced_accuracy_score(labels, predictions),
        "log-loss": metrics.log_loss(labels, p, labels=all_classes),
        "average-precision": metrics.average_precision_score(truth, p, average="macro"),
        # A mean over classes one of which has no area has no value.
        "auc": np.mean([auc(truth[:, c], p[:, c]) for c in all_classes]),
    }
    if classes > 2:
        for k in (1, 2, 5):
            figures[f"top-{k}-accuracy"] = metrics.top_k_accuracy_score(labels, p, k=k, labels=all_classes)
    for average in ("macro", "micro"):
        scores = metrics.precision_recall_fscore_support(labels, predictions, average=average, zero_division=0)
        for key, value in zip(("precision", "recall", "f1"), scores):
            figures[f"{key}-{average}"] = value
    each = metrics.precision_recall_fscore_support(labels, predictions, labels=all_classes, zero_division=0)
    for c in all_classes:
        for key, values in zip(("precision", "recall", "f1"), each):
            figures[f"{key}-class-{c}"] = values[c]
        figures[f"auc-class-{c}"] = auc(truth[:, c], p[:, c])
        figures[f"average-precision-class-{c}"] = metrics.average_precision_score(truth[:, c], p[:, c])

    confidence, right = p.max(axis=1), predictions == labels
    bins = np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence)
    diagram = []
    for b in range(15):
        inside = bins == b
        if inside.any():
            diagram.append({"bin": b, "n": inside.sum(), "accuracy": right[inside].mean(), "confidence": confidence[inside].mean()})
    figures["calibration-error"] = sum(d["n"] * abs(d["accuracy"] - d["confidence"]) for d in diagram) / count
    if 0 < right.sum() < count:
        shares, confidences = calibration_curve(right, confidence, n_bins=15)
        assert np.allclose(shares, [d["accuracy"] for d in diagram], rtol=0, atol=1e-12)
        assert np.allclose(confidences, [d["confidence"] for d in diagram], rtol=0, atol=1e-12)

    q = 1 - p
    losses = {
        "categorical-cross-entropy": -special.log_softmax(logits.astype(np.float64), axis=1)[np.arange(count), labels],
        "binary-cross-entropy": -(special.xlogy(truth, p) + special.xlog1py(1 - truth, -p)).mean(axis=1),
        "mean-squared-error": ((truth - p) ** 2).mean(axis=1),
        "mean-absolute-error": np.abs(truth - p).mean(axis=1),
        "focal-loss": (-(q**2) * np.log(p))[np.arange(count), labels],
    }
    for key, values in losses.items():
        figures[key] = values.mean()

    curves = {}
    for c in {labels[0], classes - 1}:
        if 0 < truth[:, c].sum() < count:
            fpr, tpr, thresholds = metrics.roc_curve(truth[:, c], p[:, c])
            precision, recall, at = metrics.precision_recall_curve(truth[:, c], p[:, c])
            curves[str(c)] = {
                "roc": np.stack([thresholds, fpr, tpr], 1),
                # From the largest threshold down, without scikit-learn's last point, which has no threshold.
                "precision_recall": np.stack([at, precision[:-1], recall[:-1]], 1)[::-1],
            }
    return {
        "name": name, "classes": classes, "logits": [float(str(v)) for v in logits.ravel()], "labels": labels, "figures": figures,
        "losses": {key: values[:20] for key, values in losses.items()},
        "confusion": metrics.confusion_matrix(labels, predictions, labels=all_classes).ravel(),
        "supports": each[3], "diagram": diagram, "curves": curves,
    }


def auc(truth, score):
    return metrics.roc_auc_score(truth, score) if 0 < truth.sum() < len(truth) else np.nan


# -- charts --------------------------------------------------------------------------------------------------------------------


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


def chart_table(count):
    label = random.integers(0, 5, count)
    distance = np.where(random.random(count) < 0.1, np.nan, np.round(random.gamma(8, 0.6, count), 2))
    loss = np.round(random.exponential(0.3, count) * np.where(np.isnan(distance), 1, distance) ** 2 / 10, 6)
    prediction = np.where(random.random(count) < 0.85, label, random.integers(0, 5, count))
    return {
        "distance": distance, "loss": loss, "label": label, "prediction": prediction, "correct": prediction == label,
        "parity": np.where(label % 2 == 0, "even", "odd"), "subset": random.choice(["training", "validation"], count),
        "steps": np.round(loss * 4),
    }


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


# -- distributions -------------------------------------------------------------------------------------------------------------


def distributions():
    degrees = [1, 2, 3, 4, 7, 19, 63, 127, 299, 300, 1000, 69_999]
    tails = [[t, d, 2 * stats.t.sf(t, d)] for t in (1e-3, 0.5, 1.96, 4, 12, 37) for d in degrees]
    shapes = (0.5, 1, 3, 40, 700, 35_000)
    betas = [[x, a, b, special.betainc(a, b, x)] for x in (1e-6, 0.1, 0.4999, 0.5, 0.97, 0.999999) for a in shapes for b in shapes]
    return {
        "student_quantiles": [[d, stats.t.ppf(0.975, d)] for d in degrees],
        "student_tails": tails,
        "betas": betas,
    }


table = chart_table(400)
golden = {
    "classifications": [
        classification("ten classes", *outcomes(300, 10, [], 1.5, False)),
        classification("many ties", *outcomes(200, 6, [], 1, True)),
        classification("absent classes", *outcomes(120, 7, [0, 4], 2, False)),
        classification("one class", *outcomes(25, 6, [0, 1, 2, 4, 5], 1, True)),
        classification("two classes", *outcomes(150, 2, [], 1, True)),
    ],
    "table": table, "charts": charts(table), "correlations": correlations(table), "distributions": distributions(),
}
text = json.dumps(clean(golden), separators=(",", ":"))
pathlib.Path(__file__).with_name("golden.json").write_text(text.replace('},{"', '},\n{"') + "\n")
