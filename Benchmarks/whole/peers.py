"""peers.py FOLDER MAP: the whole job with what one would pick in Python, in one process; one JSON line with seconds by part.

FOLDER has the raw IDX files of MNIST. Two epochs on 48,000 digits with PyTorch, outputs and features of 70,000, their exact ten nearest
neighbors with FAISS, a map with openTSNE or PaCMAP (MAP is opentsne or pacmap), wrong labels with cleanlab, Grad-CAMs of a hundred
digits for ten classes with Captum. Nothing here stands for Leap's metadata, weak groups and hidden sub-classes.
"""
import json
import pathlib
import sys
import time

begin = time.perf_counter()
import cleanlab.filter
import faiss
import numpy as np
import torch
from captum.attr import LayerGradCam
from torch import nn
from torch.nn import functional

if sys.argv[2] == "opentsne":
    import openTSNE
else:
    import pacmap

folder = pathlib.Path(sys.argv[1])
threads, seed = 2, 1
torch.set_num_threads(threads)
torch.manual_seed(seed)
faiss.omp_set_num_threads(threads)


def idx(name, header):
    return np.fromfile(folder / name, dtype=np.uint8)[header:]


images = np.concatenate([idx(f"{part}-images-idx3-ubyte", 16) for part in ("train", "t10k")]).reshape(-1, 1, 28, 28)
labels = np.concatenate([idx(f"{part}-labels-idx1-ubyte", 8) for part in ("train", "t10k")]).astype(np.int64)
inputs = (torch.from_numpy(images).float() / 255).contiguous(memory_format=torch.channels_last)
targets = torch.from_numpy(labels)


class Network(nn.Module):
    """The network of leap.yaml."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
        self.relu = nn.ReLU()
        self.dense1, self.dense2 = nn.Linear(1600, 128), nn.Linear(128, 10)

    def features(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2)
        x = functional.max_pool2d(self.relu(self.conv2(x)), 2)
        return functional.relu(self.dense1(x.flatten(1)))

    def forward(self, x):
        return self.dense2(functional.dropout(self.features(x), 0.5, self.training))


seconds = {"imports and data": time.perf_counter() - begin}


def part(name, work):
    start = time.perf_counter()
    result = work()
    seconds[name] = time.perf_counter() - start
    return result


network = Network().to(memory_format=torch.channels_last)


def train():
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    network.train()
    for _ in range(2):
        for rows in torch.randperm(48_000).split(128):
            optimizer.zero_grad(set_to_none=True)
            functional.cross_entropy(network(inputs[rows]), targets[rows]).backward()
            optimizer.step()


def evaluate():
    network.eval()
    with torch.no_grad():
        features = torch.cat([network.features(batch) for batch in inputs.split(128)])
        return features.numpy(), network.dense2(features)


def neighbors(features):
    index = faiss.IndexFlatL2(features.shape[1])
    index.add(features)
    index.search(features, 11)


def population_map(features):
    if sys.argv[2] == "opentsne":
        return openTSNE.TSNE(n_jobs=threads, random_state=seed).fit(features)
    return pacmap.PaCMAP(random_state=seed).fit_transform(features)


def wrong_labels(logits):
    cleanlab.filter.find_label_issues(
        labels, logits.softmax(1).numpy(), return_indices_ranked_by="self_confidence", n_jobs=1)


def heat_maps():
    method = LayerGradCam(network, network.relu)
    some = inputs[60_000:60_100].requires_grad_()
    for label in range(10):
        method.attribute(some, target=label)


part("training", train)
features, logits = part("evaluation", evaluate)
part("neighbors", lambda: neighbors(features))
part("map", lambda: population_map(features))
part("wrong labels", lambda: wrong_labels(logits))
part("heat maps", heat_maps)
accuracy = (logits[48_000:60_000].argmax(1) == targets[48_000:60_000]).float().mean().item()
print(json.dumps({"validation_accuracy": accuracy, "seconds": seconds, "whole": time.perf_counter() - begin}))
