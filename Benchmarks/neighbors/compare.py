"""compare.py OURS FOLDER MNIST ROUNDS [FEATURES.npy]: ours, FAISS and hnswlib in turn, on the same arrays; one JSON line a figure,
medians of the rounds.

Arrays are features of 70,000 MNIST pictures: 128-d and 1,600-d of nets that OURS trains (or 128-d of a run, if FEATURES.npy is
given), 64-d the 128-d ones on a seeded random orthogonal matrix; and a million synthetic rows. They are kept in FOLDER.
ratio is how many times better ours is. With "million" for ROUNDS only the million is done, once.
"""
import json, os, statistics, subprocess, sys

import numpy

ours, folder, mnist, rounds = sys.argv[1:5]
given = sys.argv[5] if len(sys.argv) > 5 else None
here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(folder, exist_ok=True)
environment = {**os.environ, "OMP_NUM_THREADS": "2"}


def call(*command):
    out = subprocess.run([str(c) for c in command], env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1]) if out else None


def mine(*arguments):
    return call(ours, *arguments)


def peer(*arguments):
    return call(sys.executable, f"{here}/peers.py", *arguments)


def figure(what, a, b, name, unit, more=False):
    line = {"what": what, "ours": a, "peer": b, "peer_name": name, "unit": unit}
    line["ratio"] = None if not a or not b else a / b if more else b / a
    print(json.dumps({k: float(f"{v:.5g}") if isinstance(v, float) else v for k, v in line.items()}), flush=True)


def rows(name, make):
    path = f"{folder}/{name}.f32"
    if not os.path.exists(path):
        make(path + ".part")
        os.rename(path + ".part", path)
    return path


def turned(source):
    def make(path):
        x = numpy.fromfile(source, numpy.float32).reshape(-1, 128)
        q, _ = numpy.linalg.qr(numpy.random.default_rng(7).standard_normal((128, 128)))
        (x @ q[:, :64].astype(numpy.float32)).tofile(path)
    return make


def synthetic(path):
    """A million rows: 2,000 groups in 16 dimensions, seen through one rectified layer of 128 units, and a little noise."""
    random = numpy.random.default_rng(3)
    centers, layer = random.standard_normal((2000, 16)) * 2, random.standard_normal((16, 128)) / 4
    with open(path, "wb") as file:
        for _ in range(20):
            inner = centers[random.integers(0, 2000, 50_000)] + random.standard_normal((50_000, 16))
            outer = numpy.maximum(inner @ layer, 0) + 0.02 * random.standard_normal((50_000, 128))
            outer.astype(numpy.float32).tofile(file)


def farther(path, d, k, a, b):
    """Of the neighbors in a that b does not have: how many are farther, in double precision, than b's farthest."""
    x = numpy.fromfile(path, numpy.float32).reshape(-1, d)
    a, b = numpy.fromfile(a, numpy.int32).reshape(-1, k), numpy.fromfile(b, numpy.int32).reshape(len(x), -1)
    worse = other = 0
    for i in range(len(x)):
        if b.shape[1] == k:
            theirs = b[i]
        else:
            kept = b[i][b[i] != i]
            theirs = kept[:k]
        extra = numpy.setdiff1d(a[i], theirs)
        if len(extra):
            square = lambda ids: ((x[ids].astype(numpy.float64) - x[i].astype(numpy.float64)) ** 2).sum(1)
            other += len(extra)
            worse += int((square(extra) > square(theirs).max()).sum())
    return other, worse


def recall(truth, found, k):
    hits = 0
    for i, (t, f) in enumerate(zip(truth, found)):
        hits += len(numpy.intersect1d(t, f[f != i][:k]))
    return hits / truth.size


def approximate(name, path, count, d, k, times, sample=None):
    a = [mine("hnsw", path, d, k) for _ in range(times)]
    b = [peer("hnsw", path, d, k, f"{folder}/peer.ids") for _ in range(times)]
    middle = lambda runs, part: statistics.median(r[part]["wall"] for r in runs)
    figure(f"HNSW, {name}: building", middle(a, "build"), middle(b, "build"), "hnswlib M=16 efConstruction=100", "s")
    figure(f"HNSW, {name}: graph of {k}", middle(a, "graph"), middle(b, "graph"), "hnswlib ef=64", "s")
    figure(
        f"HNSW, {name}: peak memory", max(r["graph"]["mb"] for r in a), max(r["graph"]["mb"] for r in b), "hnswlib", "MB")
    theirs = None
    if sample is not None:
        found = numpy.fromfile(f"{folder}/peer.ids", numpy.int32).reshape(count, k + 1)
        theirs = recall(sample, found, k)
    figure(f"HNSW, {name}: recall@{k}", statistics.median(r["recall"] for r in a), theirs, "hnswlib", "share", more=True)


if rounds == "million":
    approximate("1000000 x 128", rows("synthetic", synthetic), 1_000_000, 128, 10, 1)
    sys.exit()

rounds = int(rounds)
wide = rows("features-1600", lambda path: mine("features", "keras", mnist, path))
if given:
    middle = rows("given-128", lambda path: numpy.load(given).astype(numpy.float32).tofile(path))
else:
    middle = rows("features-128", lambda path: mine("features", "default", mnist, path))
small = rows("given-64" if given else "features-64", turned(middle))
for path, d, k in [(small, 64, 10), (middle, 128, 10), (wide, 1600, 10), (small, 64, 90)]:
    name = f"70000 x {d}"
    a, b = [], []
    for _ in range(rounds):
        a.append(mine("graph", path, d, k, f"{folder}/ours.ids"))
        b.append(peer("graph", path, d, k, f"{folder}/peer.ids"))
    for part, unit in [("wall", "s"), ("cpu", "s of processor"), ("mb", "MB")]:
        figure(
            f"graph of {k}, {name}", statistics.median(r[part] for r in a), statistics.median(r[part] for r in b),
            "FAISS IndexFlatL2", unit)
    other, worse = farther(path, d, k, f"{folder}/ours.ids", f"{folder}/peer.ids")
    figure(f"graph of {k}, {name}: neighbors of ours that are not the peer's", other, None, "FAISS IndexFlatL2", "neighbors")
    figure(f"graph of {k}, {name}: of these, farther than the peer's", worse, None, "FAISS IndexFlatL2", "neighbors")
    if path == middle:
        truth = numpy.fromfile(f"{folder}/ours.ids", numpy.int32).reshape(-1, k)
        approximate(name, path, 70_000, d, k, rounds, truth)
    if k == 10:
        a = [mine("query", path, d, k)["wall"] * 5 for _ in range(rounds)]
        b = [peer("query", path, d, k)["wall"] * 5 for _ in range(rounds)]
        figure(f"one new vector, {name}", statistics.median(a), statistics.median(b), "FAISS IndexFlatL2", "ms")
