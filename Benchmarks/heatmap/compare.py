"""compare.py OURS FOLDER WEIGHTS SAMPLES ROUNDS: ours and Captum in turn, A B A B; one JSON line a figure, medians of the rounds.

Ten maps an image, one a class. ratio is how many times faster ours is. Captum runs with its memory kept (see peers.py for its chunks),
and its integrated gradients on 20 images: a thousand take minutes. Grad-CAM, the shortest, takes three times as many.
"""
import json, os, statistics, subprocess, sys

ours, folder, weights, samples, rounds = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
here = os.path.dirname(os.path.abspath(__file__))
keep = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184"}


def measure(command, key):
    out = subprocess.run(command, env=keep, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])[key]


def figure(what, unit, method, n, peer_n, lanes, key="wall", scale=lambda seconds, n: seconds):
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(scale(measure([ours, folder, weights, method, str(n), str(lanes)], key), n))
        theirs.append(scale(measure([sys.executable, f"{here}/peers.py", folder, weights, method, str(peer_n)], key), peer_n))
    a, b = statistics.median(mine), statistics.median(theirs)
    line = {"what": what, "ours": float(f"{a:.4g}"), "peer": float(f"{b:.4g}"), "peer_name": "Captum", "unit": unit}
    print(json.dumps({**line, "ratio": float(f"{b / a:.4g}")}), flush=True)


per_thousand = lambda seconds, n: seconds / n * 1000
counts = {
    "saliency": (samples, samples), "gradcam": (3 * samples, 3 * samples),
    "integrated-gradients": (min(200, samples), min(20, samples)),
}
for method, (n, peer_n) in counts.items():
    figure(f"{method}, 10 classes x 1000 images, 2 threads", "s", method, n, peer_n, 2, scale=per_thousand)
figure("saliency, 10 classes of one image, one thread", "ms", "saliency", 0, 0, 1, key="median_ms")
