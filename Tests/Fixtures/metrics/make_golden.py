"""Writes golden.json beside this file: figures of scikit-learn, SciPy and NumPy that AnalyticsTests compares with.

    pip install scikit-learn numpy scipy
    python make_golden.py
"""

import json
import pathlib
import warnings

import numpy as np
from scipy import special, stats

from charts import charts, correlations
from classification import classification

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


def outcomes(count, classes, absent, noise, ties):
    """Logits of a middling model; `absent` classes have no samples; `ties` rounds logits, so that many are equal."""
    present = [c for c in range(classes) if c not in absent]
    labels = random.choice(present, count)
    logits = random.normal(0, noise, (count, classes))
    logits[np.arange(count), labels] += 2
    # Few digits keep the file small; the figures are those of the float32 next to them.
    return np.asarray(np.round(logits, 0 if ties else 3), np.float32), labels


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
