"""Makes deeplift.npy with PyTorch from weights.safetensors and images.npy beside it.

The rules are written out: Captum's DeepLift agrees on networks without max-pooling, and breaks completeness where there is some.
Sample and baseline lie over patterns, without which black windows tie, and rounding decides which pixel of a pool has won.

usage: make_deeplift.py
"""
import json, struct
import numpy as np, torch
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

ats, bases = [x], [baseline]
for layer in net:
    ats.append(layer(ats[-1]).detach())
    bases.append(layer(bases[-1]).detach())


def back(layer, at, g):
    at = at.clone().requires_grad_()
    return torch.autograd.grad(layer(at), at, g)[0]


def multipliers(m):
    for k, layer in reversed(list(enumerate(net))):
        a, b = ats[k], bases[k]
        if isinstance(layer, nn.ReLU):
            m = m * (ats[k + 1] - bases[k + 1]) / (a - b)
        elif isinstance(layer, nn.MaxPool2d):
            out, base = ats[k + 1], bases[k + 1]
            most = torch.max(out, base)
            m = back(layer, a, m * (most - base)) + back(layer, b, m * (out - most))
            m = torch.where(a == b, 0, m / (a - b))
        else:
            m = back(layer, a, m)
    return m


maps = [(multipliers(one[None]) * (x - baseline))[:, 0] for one in torch.eye(10).double()]
assert all(abs(m.sum() - d) < 1e-9 for m, d in zip(maps, (ats[-1] - bases[-1])[0]))
np.save("deeplift", torch.stack(maps, 1).numpy().astype(np.float32))
