"""peers.py tsne|umap FEATURES.npy MAP.npy: one map by openTSNE (FFT) or umap-learn, defaults, both cores; imports are not counted.
Prints one JSON line {"wall": seconds, "cpu": seconds, "mb": peak memory}."""
import json, resource, sys, time, warnings
import numpy as np

method, features, target = sys.argv[1:]
rows = np.load(features)
warnings.filterwarnings("ignore")
if method == "tsne":
    from openTSNE import TSNE
else:
    from umap import UMAP
wall, cpu = time.perf_counter(), time.process_time()
if method == "tsne":
    places = np.asarray(TSNE(perplexity=30, negative_gradient_method="fft", n_jobs=2, random_state=1).fit(rows))
else:
    places = UMAP(n_jobs=2).fit_transform(rows)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
np.save(target, places.astype(np.float32))
print(json.dumps({"wall": wall, "cpu": cpu, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
