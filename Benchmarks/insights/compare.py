"""compare.py OURS RUN FOLDER ROUNDS: wrong labels found by ours and by cleanlab; one JSON line a figure.

RUN is the folder of a run whose model was trained with the labels that flip.py left in FOLDER; files in between go there, too.
Times are medians of ROUNDS, in turn. ratio is how many times better ours is.
"""
import json, os, statistics, subprocess, sys, time

os.environ.setdefault("OMP_NUM_THREADS", "2")
import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ours, run, folder, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
features = np.load(run + "/features.npy")
given = [np.fromfile(f"{folder}/mnist/{name}-labels-idx1-ubyte", np.uint8)[8:] for name in ("train", "t10k")]
labels = np.concatenate(given).astype(np.int64)
wrong = np.zeros(len(labels), bool)
wrong[np.load(folder + "/flipped.npy")] = True
classes = int(labels.max()) + 1
training = len(given[0]) - 12000
parts = [training, len(given[0]), len(labels)]
features.astype("<f4").tofile(folder + "/features.f32")
labels.astype("<i8").tofile(folder + "/labels.i64")
np.array(parts, "<i8").tofile(folder + "/parts.i64")


def figure(what, mine, theirs, peer, unit, ratio):
    line = {"what": what, "ours": mine, "peer": theirs, "peer_name": peer, "unit": unit, "ratio": ratio}
    print(json.dumps({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in line.items()}), flush=True)


def best_f1(order, truth):
    found = np.cumsum(truth[order])
    return float((2 * found / (np.arange(1, len(order) + 1) + truth.sum())).max())


def mine():
    out = subprocess.run(
        [ours, folder, str(features.shape[1]), str(classes), "2"], check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])


def theirs():
    start = time.perf_counter()
    p = cross_val_predict(
        make_pipeline(StandardScaler(), LogisticRegression()), features, labels, cv=5, method="predict_proba")
    fitted = time.perf_counter()
    find_label_issues(labels, p, return_indices_ranked_by="self_confidence")
    return {"fit": fitted - start, "issues": time.perf_counter() - fitted}


both = [(mine(), theirs()) for _ in range(rounds)]
median = lambda side, *keys: statistics.median(sum(r[side][k] for k in keys) for r in both)
figure("cross-fitted probabilities, 5 folds", median(0, "fit"), median(1, "fit"), "scikit-learn cross_val_predict", "s",
       median(1, "fit") / median(0, "fit"))
figure("wrong labels, neighbor graph given, with planted errors", median(0, "judge"), median(1, "fit", "issues"),
       "scikit-learn and cleanlab", "s", median(1, "fit", "issues") / median(0, "judge"))
figure("wrong labels, all told, with graph and planted errors", median(0, "graph", "judge"), median(1, "fit", "issues"),
       "scikit-learn and cleanlab", "s", median(1, "fit", "issues") / median(0, "graph", "judge"))

scores = np.fromfile(folder + "/scores.f64")
p = np.fromfile(folder + "/probabilities.f32", "<f4").reshape(-1, classes).astype(np.float64)
p /= p.sum(1, keepdims=True)
for name, rows in {"training and validation": slice(0, parts[1]), "validation": slice(training, parts[1])}.items():
    truth = wrong[rows]
    own = best_f1(np.argsort(-scores[rows], kind="stable"), truth)
    for ranking in ("self_confidence", "normalized_margin"):
        # Its list, ranked; F1 at its best cut. The same probabilities for both.
        listed = find_label_issues(labels[rows], p[rows], return_indices_ranked_by=ranking)
        peer = best_f1(listed, truth)
        figure(f"F1 at the best cut, wrong labels of {name}", own, peer, f"cleanlab find_label_issues, {ranking}", "F1", own / peer)
        whole = np.argsort(get_label_quality_scores(labels[rows], p[rows], method=ranking), kind="stable")
        peer = best_f1(whole, truth)
        figure(f"F1 at the best cut, wrong labels of {name}", own, peer, f"cleanlab quality scores of all, {ranking}", "F1", own / peer)
for part in both[-1][0]["parts"]:
    rows = slice(part["first"], part["last"])
    if not wrong[rows].any():
        continue
    listed = scores[rows] >= part["cut"]
    true = float(wrong[rows][listed].mean())
    value, low, high = part["precision"]
    figure(f"precision of the list of samples {part['first']} to {part['last'] - 1}: estimate {value:.3f}, {low:.3f} to {high:.3f}; "
           f"{'covers' if low <= true <= high else 'MISSES'} the true one", value, true, "truth", "share", value / true)
