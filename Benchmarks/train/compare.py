"""compare.py OURS FOLDER SAMPLES ROUNDS [PART ...]: ours and PyTorch in turn, A B A B; one JSON line a figure, medians of the
rounds. A part is train-NET, infer-NET or gradients; without any, all are measured.

ratio is how many times better ours is: more samples a second, or less time or memory.
"""
import json, os, statistics, subprocess, sys

ours, folder, samples, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
parts = sys.argv[5:]
here = os.path.dirname(os.path.abspath(__file__))
keep = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184"}


def measure(command, extra={}):
    out = subprocess.run(command, env={**os.environ, **extra}, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])


def in_turn(net, what, n, lanes, peers):
    """{name: {figure: median}} of ours and of each peer."""
    runs = {name: [] for name in ["ours", *peers]}
    for _ in range(rounds):
        runs["ours"].append(measure([ours, folder, net, what, str(n), str(lanes)]))
        for name, (layout, extra) in peers.items():
            runs[name].append(measure([sys.executable, f"{here}/peers.py", folder, net, what, str(n), layout], extra))
    return {name: {k: statistics.median(r[k] for r in all) for k in all[0]} for name, all in runs.items()}


def figure(what, mine, theirs, peer, unit, more=False):
    ratio = mine / theirs if more else theirs / mine
    line = {"what": what, "ours": mine, "peer": theirs, "peer_name": peer, "unit": unit, "ratio": ratio}
    print(json.dumps({k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in line.items()}), flush=True)


def wanted(part):
    return not parts or part in parts


torch = {
    "PyTorch eager": ("nchw", {}),
    "PyTorch channels_last, malloc kept": ("channels_last", keep),
}
for net in filter(lambda net: wanted(f"train-{net}"), ["keras", "default", "unpooled"]):
    n = samples if net != "unpooled" else max(1280, samples // 4)
    results = in_turn(net, "train", n, 2, torch)
    mine = results.pop("ours")
    for peer, r in results.items():
        figure(f"training, {net} net", n / mine["wall"], n / r["wall"], peer, "samples/s", more=True)
        figure(f"training, {net} net, processor time", mine["cpu"] / n * 1e6, r["cpu"] / n * 1e6, peer, "us/sample")
        figure(f"training, {net} net, peak memory with {n} samples", mine["mb"], r["mb"], peer, "MB")
for net in filter(lambda net: wanted(f"infer-{net}"), ["keras", "default"]):
    results = in_turn(net, "infer", samples, 2, torch)
    mine = results.pop("ours")
    for peer, r in results.items():
        figure(
            f"inference with features, {net} net, 70000", mine["wall"] / samples * 7e4, r["wall"] / samples * 7e4, peer, "s")
if wanted("gradients"):
    captum = {"Captum Saliency": ("captum", {}), "PyTorch autograd, one graph": ("autograd", {})}
    results = in_turn("default", "gradients", 100, 1, captum)
    mine = results.pop("ours")
    for peer, r in results.items():
        figure("10 class gradients of one image, default net, median", mine["wall"] * 10, r["wall"] * 10, peer, "ms")
