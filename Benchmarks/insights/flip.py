"""flip.py SOURCE FOLDER [SEED]: a copy of an IDX data set in FOLDER/mnist in which 1% of the training files' labels are wrong, at
random; FOLDER/flipped.npy tells which."""
import os, shutil, sys

import numpy as np

source, folder = sys.argv[1], sys.argv[2]
os.makedirs(folder + "/mnist", exist_ok=True)
for name in ("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
    shutil.copy(f"{source}/{name}", f"{folder}/mnist/{name}")
raw = np.fromfile(source + "/train-labels-idx1-ubyte", np.uint8)
random = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
labels = raw[8:]
flipped = np.sort(random.choice(len(labels), len(labels) // 100, replace=False))
labels[flipped] = (labels[flipped] + random.integers(1, labels.max() + 1, len(flipped))) % (labels.max() + 1)
raw.tofile(folder + "/mnist/train-labels-idx1-ubyte")
np.save(folder + "/flipped.npy", flipped)
