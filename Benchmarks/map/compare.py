"""compare.py OURS FEATURES.npy LABELS.npy FOLDER ROUNDS: maps of the same features by us and, if ROUNDS > 0, by openTSNE and
umap-learn, in turn; medians. Maps go to FOLDER. Then the quality of all of them.

Prints one JSON line a figure. ratio is how many times better ours is. A map in FOLDER that a peer has made before, beside its
figures, is taken when ROUNDS is 0.
"""
import json, os, statistics, subprocess, sys

os.environ.setdefault("OMP_NUM_THREADS", "2")
import numpy as np
from quality import Quality

ours, features, labels, folder, rounds = *sys.argv[1:5], int(sys.argv[5])
here = os.path.dirname(os.path.abspath(__file__))
peers = {"tsne": "openTSNE FFT", "umap": "umap-learn"}
methods = {"tsne": "tsne", "fast": "tsne", "umap": "umap"}


def line(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def figure(what, mine, theirs, peer, unit, more=False):
    ratio = None if theirs is None else mine / theirs if more else theirs / mine
    shown = {"what": what, "ours": mine, "peer": theirs, "peer_name": None if theirs is None else peer, "unit": unit, "ratio": ratio}
    print(json.dumps({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in shown.items()}), flush=True)


runs = {name: [] for name in [*methods, "peer-tsne", "peer-umap"]}
for _ in range(max(3, rounds)):
    for method in methods:
        runs[method].append(line([ours, "map", features, method, "2", f"{folder}/{method}.npy"]))
    for peer in peers if len(runs["peer-tsne"]) < rounds else []:
        runs[f"peer-{peer}"].append(line([sys.executable, f"{here}/peers.py", peer, features, f"{folder}/peer-{peer}.npy"]))
for peer in peers:
    kept = f"{folder}/peer-{peer}.json"
    if runs[f"peer-{peer}"]:
        with open(kept, "w") as file:
            json.dump(medians(runs[f"peer-{peer}"]), file)
    elif os.path.exists(kept):
        with open(kept) as file:
            runs[f"peer-{peer}"].append(json.load(file))
made = [name for name in runs if runs[name]]
quality = Quality(np.load(features), np.load(labels))
measured = {name: quality.of(np.load(f"{folder}/{name}.npy")) for name in made}
standard = [name for name in made if name.endswith("tsne")]
divergences = dict(
    zip(standard, line([ours, "divergence", features, "2", *[f"{folder}/{name}.npy" for name in standard]])["kl"]))
for method, peer in methods.items():
    mine, name = medians(runs[method]), peers[peer]
    theirs = medians(runs[f"peer-{peer}"]) if runs[f"peer-{peer}"] else None
    good, other = measured[method], measured.get(f"peer-{peer}", {})
    figure(f"map, {method}", mine["graph"] + mine["layout"], theirs and theirs["wall"], name, "s")
    figure(f"map, {method}: graph alone", mine["graph"], None, name, "s")
    figure(f"map, {method}: processor time", mine["cpu"], theirs and theirs["cpu"], name, "s")
    figure(f"map, {method}: peak memory", mine["mb"], theirs and theirs["mb"], name, "MB")
    figure(f"map, {method}: 10 nearest kept", good["kept"], other.get("kept"), name, "share", more=True)
    figure(f"map, {method}: trustworthiness", good["trust"], other.get("trust"), name, "share", more=True)
    figure(f"map, {method}: label accuracy", good["accuracy"], other.get("accuracy"), name, "share", more=True)
figure("map, tsne: KL divergence", divergences["tsne"], divergences.get("peer-tsne"), peers["tsne"], "nats")
