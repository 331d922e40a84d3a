"""features.py FEATURES.npy MNIST OUTPUT: features of a run over MNIST (or Fashion-MNIST, with its folder) as OUTPUT/features.npy,
turned to 64 principal components where there are more than 128, and OUTPUT/labels.npy."""
import glob, gzip, os, sys
import numpy as np

source, mnist, output = sys.argv[1:]
os.makedirs(output, exist_ok=True)


def labels(start):
    path = sorted(glob.glob(f"{mnist}/{start}-labels*"))[0]
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8)[8:]


# A run has its subsets in the files' order.
rows = np.load(source)
if rows.shape[1] > 128:
    rows = rows - rows.mean(0)
    axes = np.linalg.eigh((rows.T @ rows).astype(np.float64))[1][:, ::-1][:, :64]
    rows = rows @ np.ascontiguousarray(axes, dtype=np.float32)
np.save(f"{output}/features.npy", np.ascontiguousarray(rows, dtype=np.float32))
np.save(f"{output}/labels.npy", np.concatenate([labels("train"), labels("t10k")]))
