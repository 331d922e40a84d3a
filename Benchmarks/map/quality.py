"""Quality of maps: the share of 10 nearest neighbors that stay so, trustworthiness (10 neighbors, 10,000 samples), and the accuracy
of a label guessed by the 10 nearest on the map."""
import faiss
import numpy as np
from scipy.spatial import cKDTree
from sklearn.manifold import trustworthiness


def nearest(rows, k=10):
    if rows.shape[1] == 2:
        found = cKDTree(rows).query(rows, k + 1)[1]
    else:
        index = faiss.IndexFlatL2(rows.shape[1])
        index.add(rows)
        found = index.search(rows, k + 1)[1]
    # Itself is not always first: copies of a sample tie with it.
    other = found != np.arange(len(rows))[:, None]
    other[other.all(1), k] = False
    return found[other].reshape(len(rows), k)


class Quality:
    def __init__(self, features, labels):
        self.features, self.labels = features, labels
        self.near = nearest(features)
        self.some = np.random.default_rng(1).choice(len(features), min(len(features), 10_000), replace=False)

    def of(self, places):
        """{"kept", "trust", "accuracy"} of a map `[n, 2]`."""
        places = np.ascontiguousarray(places, dtype=np.float32)
        near = nearest(places)
        kept = (self.near[:, :, None] == near[:, None, :]).any(2).mean()
        guesses = np.array([np.bincount(row).argmax() for row in self.labels[near]])
        trust = trustworthiness(self.features[self.some], places[self.some], n_neighbors=10)
        return {"kept": float(kept), "trust": float(trust), "accuracy": float((guesses == self.labels).mean())}
