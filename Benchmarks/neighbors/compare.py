"""compare.py OURS FOLDER MNIST [ROUNDS] [PARTS] [FEATURES.npy]: ours, FAISS and hnswlib in turn, on the same arrays; one JSON
line a figure, medians of the rounds.

PARTS are of 64,128,1600 (graphs of 10 neighbors and single queries), 90 (graph of 90), hnsw and million; all but the last two
by default. Arrays are features of 70,000 MNIST pictures: 128-d and 1,600-d of nets that OURS trains (or 128-d of a run, if
FEATURES.npy is given), 64-d the 128-d ones on a seeded random orthogonal matrix; and a million synthetic rows. They are kept in
FOLDER. ratio is how many times better ours is.
"""
import json, os, statistics, subprocess, sys

import numpy

from answers import farther, recall
from arrays import synthetic, turned

ours, folder, mnist = sys.argv[1:4]
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
parts = (sys.argv[5] if len(sys.argv) > 5 else "64,128,1600,90").split(",")
given = sys.argv[6] if len(sys.argv) > 6 else None
here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(folder, exist_ok=True)
environment = {**os.environ, "OMP_NUM_THREADS": "2"}


def call(*command):
    out = subprocess.run([str(c) for c in command], env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1]) if out.strip() else None


def mine(*arguments):
    return call(ours, *arguments)


def peer(*arguments):
    return call(sys.executable, f"{here}/peers.py", *arguments)


def figure(what, a, b, name, unit, more=False):
    line = {"what": what, "ours": a, "peer": b, "peer_name": name, "unit": unit}
    if name.startswith("hnswlib") and b is None:
        line["peer_name"] = None
    line["ratio"] = None if not a or not b else a / b if more else b / a
    print(json.dumps({k: float(f"{v:.5g}") if isinstance(v, float) else v for k, v in line.items()}), flush=True)


def rows(name, make):
    path = f"{folder}/{name}.f32"
    if not os.path.exists(path):
        make(path + ".part")
        os.rename(path + ".part", path)
    return path


def median(runs, *keys):
    def value(run):
        for key in keys:
            run = run[key]
        return run
    return statistics.median(value(run) for run in runs)


def graph(path, d, k):
    name = f"graph of {k}, 70000 x {d}"
    a, b = [], []
    for _ in range(rounds):
        a.append(mine("graph", path, d, k, f"{folder}/ours.ids"))
        b.append(peer("graph", path, d, k, f"{folder}/peer.ids"))
    for part, unit in [("wall", "s"), ("cpu", "s of processor"), ("mb", "MB")]:
        figure(name, median(a, part), median(b, part), "FAISS IndexFlatL2", unit)
    other, worse = farther(path, d, k, f"{folder}/ours.ids", f"{folder}/peer.ids")
    figure(f"{name}: neighbors that only one of us has", other, None, "FAISS IndexFlatL2", "neighbors")
    figure(f"{name}: of these, ours farther than the peer's", worse, None, "FAISS IndexFlatL2", "neighbors")


def query(path, d):
    a, b = [], []
    for _ in range(rounds):
        a.append(mine("query", path, d, 10))
        b.append(peer("query", path, d, 10))
    figure(f"one new vector, 70000 x {d}", 5 * median(a, "wall"), 5 * median(b, "wall"), "FAISS IndexFlatL2", "ms")


def approximate(path, count, d, k, with_peer):
    name = f"HNSW, {count} x {d}"
    a, b = [], []
    for _ in range(rounds if with_peer else 1):
        a.append(mine("hnsw", path, d, k))
        if with_peer:
            b.append(peer("hnsw", path, d, k, f"{folder}/peer.ids"))
    theirs = lambda *keys: median(b, *keys) if b else None
    figure(f"{name}: building", median(a, "build", "wall"), theirs("build", "wall"), "hnswlib M=16 efConstruction=100", "s")
    figure(f"{name}: graph of {k}", median(a, "graph", "wall"), theirs("graph", "wall"), "hnswlib ef=64", "s")
    figure(f"{name}: peak memory", median(a, "graph", "mb"), theirs("graph", "mb"), "hnswlib", "MB")
    share = None
    if b:
        mine("graph", path, d, k, f"{folder}/ours.ids")
        truth = numpy.fromfile(f"{folder}/ours.ids", numpy.int32).reshape(-1, k)
        share = recall(truth, numpy.fromfile(f"{folder}/peer.ids", numpy.int32).reshape(-1, k + 1), k)
    figure(f"{name}: recall@{k}", median(a, "recall"), share, "hnswlib", "share", more=True)


if given:
    middle = rows("given-128", lambda path: numpy.load(given).astype(numpy.float32).tofile(path))
else:
    middle = rows("features-128", lambda path: mine("features", "default", mnist, path))
for part in parts:
    if part == "hnsw":
        approximate(middle, 70_000, 128, 10, True)
    elif part == "million":
        approximate(rows("synthetic", synthetic), 1_000_000, 128, 10, False)
    else:
        d, k = (64, 90) if part == "90" else (int(part), 10)
        if d == 64:
            path = rows("given-64" if given else "features-64", turned(middle))
        elif d == 128:
            path = middle
        else:
            path = rows("features-1600", lambda path: mine("features", "keras", mnist, path))
        graph(path, d, k)
        if k == 10:
            query(path, d)
