"""Figures of a classification by scikit-learn, for make_golden.py."""

import numpy as np
from scipy import special
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize


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
