"""compare.py HOST MNIST ROUNDS [MAP ...]: the whole job by leap-host and by peers.py in turn, A B A B; one JSON line a figure.

Ours is two commands: `run` from an empty folder, and `heatmap` of a hundred digits for ten classes. Each side's time is that of whole
processes. Then the seconds of each part of either side, medians of the rounds.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

host, mnist, rounds = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3])
maps = sys.argv[4:] or ["opentsne", "pacmap"]
here = pathlib.Path(__file__).resolve().parent


def said(command, folder=None):
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def ours():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(here / "leap.yaml", folder)
        begin = time.perf_counter()
        run = json.loads(said([host, "run", "--json"], folder))
        between = time.perf_counter()
        digits = [f"test:{i}" for i in range(100)]
        said([host, "heatmap", *digits, "--method", "gradcam", "--class", "all", "--output", "maps.npy", "--json"], folder)
        end = time.perf_counter()
    seconds = {stage["name"]: stage["seconds"] for stage in run["stages"]} | {"heat maps": end - between}
    return {"validation_accuracy": run["validation_accuracy"], "seconds": seconds, "whole": end - begin}


def theirs(kind):
    begin = time.perf_counter()
    result = json.loads(said([sys.executable, str(here / "peers.py"), mnist, kind]).splitlines()[-1])
    return result | {"whole": time.perf_counter() - begin}


results = {name: [] for name in ["ours", *maps]}
for _ in range(rounds):
    results["ours"].append(ours())
    for kind in maps:
        results[kind].append(theirs(kind))


def middle(name, *keys):
    values = []
    for result in results[name]:
        for key in keys:
            result = result[key]
        values.append(result)
    return float(f"{statistics.median(values):.4g}")


mine = middle("ours", "whole")
for kind in maps:
    other = middle(kind, "whole")
    print(json.dumps({
        "what": f"the whole job, {kind}", "ours": mine, "peer": other, "unit": "s", "ratio": float(f"{other / mine:.3g}")}))
for name, all_rounds in results.items():
    parts = {part: middle(name, "seconds", part) for part in all_rounds[0]["seconds"]}
    print(json.dumps({"what": f"parts, {name}", "validation_accuracy": middle(name, "validation_accuracy"), "seconds": parts}))
