"""Makes deeplift.npy with Captum from weights.safetensors and images.npy beside it.

Sample and baseline lie over patterns, without which black windows tie, and rounding decides which pixel of a pool has won.

usage: make_deeplift.py
"""
import json, struct
import numpy as np, torch
from captum.attr import DeepLift
from torch import nn


def state(path):
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    at = lambda t: np.frombuffer(data[8 + size :][slice(*t["data_offsets"])], np.float32).reshape(t["shape"]).copy()
    return [torch.from_numpy(at(header[f"{layer}.{kind}"])) for layer in ("conv1", "conv2", "dense1", "dense2")
            for kind in ("weight", "bias")]


net = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10)).double()
for parameter, values in zip(net.parameters(), state("weights.safetensors")):
    parameter.data = values.double()
i = np.arange(784)
pattern = lambda a, b, period: torch.from_numpy(((i * i * a + i * b) % period / period).reshape(1, 1, 28, 28))
x = (torch.from_numpy(np.load("images.npy")[:1]).double().div(255) + pattern(29, 11, 101)) / 2
baseline = pattern(17, 5, 97) / 2
maps = [DeepLift(net).attribute(x, baseline, target=c)[:, 0] for c in range(10)]
np.save("deeplift", torch.stack(maps, 1).detach().numpy().astype(np.float32))
