"""compare.py METRICS HOST PROJECT MNIST ROUNDS: metadata and metrics of 70,000 samples, ours beside scikit-learn, NumPy and SciPy.

METRICS is the MetricsBenchmark of this folder, HOST a leap-host, PROJECT the folder of a finished run of the MNIST project without analyzers.
Times are medians of ROUNDS, in turn; one JSON line a figure; ratio is how many times faster ours is. Values are compared first.
"""
import csv, json, pathlib, statistics, subprocess, sys, time

import numpy as np
from scipy import ndimage, special
from sklearn import metrics

ours, host, project, mnist, rounds = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4]), int(sys.argv[5])


def idx(name, header):
    return np.fromfile(mnist / name, np.uint8)[header:]


images = np.concatenate([idx(f"{n}-images-idx3-ubyte", 16).reshape(-1, 784) for n in ("train", "t10k")])
labels = np.concatenate([idx(f"{n}-labels-idx1-ubyte", 8) for n in ("train", "t10k")]).astype(np.int64)
run = sorted((project / ".leap/runs").glob("run-*"))[0]
logits = np.load(run / "logits.npy")
folder = project / "arrays"
folder.mkdir(exist_ok=True)
logits.astype("<f4").tofile(folder / "logits.f32")
labels.astype("<i8").tofile(folder / "labels.i64")


def figure(what, mine, theirs, peer):
    line = {"what": what, "ours": mine, "peer": theirs, "peer_name": peer, "unit": "s", "ratio": theirs / mine}
    print(json.dumps({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in line.items()}), flush=True)


def calibration_error(p, right):
    # scikit-learn has none: the 15 bins of Guo et al. with NumPy.
    confidence = p.max(1)
    bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, 14)
    sums = [np.bincount(bins, w, 15) for w in (right.astype(float), confidence)]
    return np.abs(sums[0] - sums[1]).sum() / len(p)


def theirs_metrics():
    result = {}

    def timed(name, body):
        start = time.perf_counter()
        value = body()
        result[name] = (time.perf_counter() - start, value)
        return value

    p = timed("softmax", lambda: special.softmax(logits.astype(np.float64), axis=1))
    said = p.argmax(1)
    timed("accuracy", lambda: metrics.accuracy_score(labels, said))
    timed("balanced-accuracy", lambda: metrics.balanced_accuracy_score(labels, said))
    timed("f1-macro", lambda: metrics.f1_score(labels, said, average="macro"))
    timed("top-5-accuracy", lambda: metrics.top_k_accuracy_score(labels, p, k=5))
    timed("log-loss", lambda: metrics.log_loss(labels, p))
    timed("auc", lambda: metrics.roc_auc_score(labels, p, multi_class="ovr", average="macro"))
    timed("average-precision", lambda: metrics.average_precision_score(labels, p, average="macro"))
    timed("calibration-error", lambda: calibration_error(p, said == labels))
    return result


def mine_metrics():
    command = [ours, str(folder / "logits.f32"), str(folder / "labels.i64"), str(logits.shape[1])]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


both = [(mine_metrics(), theirs_metrics()) for _ in range(rounds)]
for name, (_, value) in both[0][1].items():
    if name != "softmax":
        assert abs(both[0][0][name][1] - value) < 1e-9, (name, both[0][0][name][1], value)
seconds = {name: [statistics.median(r[side][name][0] for r in both) for side in (0, 1)] for name in both[0][1]}
for name, (mine, theirs) in seconds.items():
    figure(f"{name} of 70,000 x 10", mine, theirs, "SciPy" if name == "softmax" else "NumPy" if name == "calibration-error" else "scikit-learn")
figure("all of these metrics", *[sum(pair[side] for pair in seconds.values()) for side in (0, 1)], "scikit-learn, SciPy, NumPy")


def theirs_metadata():
    """The columns of libDigitMetadata.so, with arrays in memory."""
    start = time.perf_counter()
    x = images.astype(np.float32) / 255
    columns = {"brightness": x.mean(1, dtype=np.float64), "std": x.std(1, dtype=np.float64), "max": x.max(1), "min": x.min(1)}
    train = x[:48000]
    means = np.stack([train[labels[:48000] == c].mean(0, dtype=np.float64) for c in range(10)])
    double = x.astype(np.float64)
    squares = (double**2).sum(1)[:, None] - 2 * double @ means.T + (means**2).sum(1)
    distances = np.sqrt(np.maximum(squares, 0))
    rows = np.arange(len(x))
    columns["distance_to_class_mean"] = distances[rows, labels]
    distances[rows, labels] = np.inf
    columns["nearest_other_class"] = distances.argmin(1)
    columns["distance_to_nearest_other_class"] = distances.min(1)
    holes = np.empty(len(x), np.int64)
    for i, picture in enumerate(x.reshape(-1, 28, 28) >= 0.25):
        # Background that does not reach the edge, in pieces of 3 pixels or more.
        pieces, count = ndimage.label(np.pad(~picture, 1, constant_values=True))
        holes[i] = (np.bincount(pieces.ravel(), minlength=count + 1)[1:] >= 3).sum() - 1
    columns["holes"] = holes
    return time.perf_counter() - start, columns


def check_metadata(columns):
    """Counts and means by column as the host charts them."""
    for x, y in (("holes", "distance_to_class_mean"), ("nearest_other_class", "distance_to_nearest_other_class"), ("holes", "std")):
        path = folder / "chart.csv"
        subprocess.run(
            [host, "chart", "--x", x, "--distinct", "--y", y, "--output", str(path)], cwd=project, check=True, stdout=subprocess.DEVNULL)
        for row in csv.DictReader(open(path)):
            values = columns[y][columns[x] == float(row["x"])]
            assert int(row["n"]) == len(values) and abs(float(row["value"]) - values.mean()) < 1e-6, (x, y, row, len(values), values.mean())


def mine_metadata(number):
    """The stage metadata, which reads the samples, too; another option makes it run anew."""
    text = (project / "leap.yaml.plain").read_text().replace("circle: [0, 6, 8, 9]", f"circle: [{100 + number}]")
    (project / "leap.yaml").write_text(text)
    answer = subprocess.run([host, "run", "--json"], cwd=project, check=True, capture_output=True, text=True).stdout
    return next(s["seconds"] for s in json.loads(answer)["stages"] if s["name"] == "metadata")


(project / "leap.yaml.plain").write_text((project / "leap.yaml").read_text())
both = []
for i in range(rounds):
    mine, (theirs, columns) = mine_metadata(i), theirs_metadata()
    if i == 0:
        check_metadata(columns)
    both.append((mine, theirs))
figure("metadata of 70,000 digits, 12 columns", *[statistics.median(r[side] for r in both) for side in (0, 1)], "NumPy and SciPy")
