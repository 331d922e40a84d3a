"""peers.py FOLDER NET WHAT SAMPLES LAYOUT: the same as TrainBenchmark in PyTorch; gradients by Captum's Saliency or plain autograd.

LAYOUT is nchw, channels_last, captum or autograd. Prints one JSON line {"wall", "cpu", "mb"} of one measurement after a warm-up;
for gradients wall is the median of the images times their number.
"""
import json, os, resource, sys, time

# Gradients of one image are made on one thread by all.
os.environ.setdefault("OMP_NUM_THREADS", "1" if sys.argv[3] == "gradients" else "2")
import numpy as np
import torch
from torch import nn

folder, net_name, what, samples, layout = sys.argv[1:6]
samples = int(samples)
torch.manual_seed(1)


def network():
    pooled = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    if net_name == "keras":
        return nn.Sequential(*pooled), nn.Sequential(nn.Dropout(0.5), nn.Linear(1600, 10))
    if net_name == "unpooled":
        body = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
        return nn.Sequential(*body, nn.Linear(9216, 128), nn.ReLU()), nn.Linear(128, 10)
    return nn.Sequential(*pooled, nn.Linear(1600, 128), nn.ReLU()), nn.Sequential(nn.Dropout(0.5), nn.Linear(128, 10))


body, head = network()
model = nn.Sequential(body, head)
pictures = np.fromfile(folder + "/train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 1, 28, 28)
labels = np.fromfile(folder + "/train-labels-idx1-ubyte", np.uint8)[8:].astype(np.int64)
count = max(1280, samples)
take = np.arange(count) % len(pictures)
x = torch.from_numpy(pictures[take]).float().div_(255)
y = torch.from_numpy(labels[take])
if layout == "channels_last":
    model = model.to(memory_format=torch.channels_last)
    x = x.contiguous(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
loss = nn.CrossEntropyLoss()


def train(n):
    model.train()
    for i in range(0, n, 128):
        optimizer.zero_grad(set_to_none=True)
        loss(model(x[i : i + 128]), y[i : i + 128]).backward()
        optimizer.step()


def infer(n):
    model.eval()
    with torch.inference_mode():
        for i in range(0, n, 128):
            features = body(x[i : i + 128])
            head(features)


def gradients(n):
    """The seconds of each image."""
    model.eval()
    if layout == "captum":
        from captum.attr import Saliency

        saliency = Saliency(model)
    times = []
    for i in range(n):
        start = time.perf_counter()
        one = x[i % count : i % count + 1].clone()
        if layout == "captum":
            for c in range(10):
                saliency.attribute(one.clone(), target=c, abs=False)
        else:
            scores = model(one.requires_grad_(True))
            for c in range(10):
                torch.autograd.grad(scores[0, c], one, retain_graph=True)
        times.append(time.perf_counter() - start)
    return times


run = {"train": train, "infer": infer, "gradients": gradients}[what]
run(20 if what == "gradients" else 1280)
wall, cpu = time.perf_counter(), time.process_time()
times = run(samples)
wall = sorted(times)[samples // 2] * samples if times else time.perf_counter() - wall
print(json.dumps({"wall": wall, "cpu": time.process_time() - cpu,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
