"""peers.py FOLDER WEIGHTS METHOD SAMPLES: the same as HeatMapBenchmark by Captum, in the chunks that suit it best."""
import json, os, resource, struct, sys, time

os.environ.setdefault("OMP_NUM_THREADS", "2")
import numpy as np
import torch
from captum.attr import IntegratedGradients, LayerGradCam, Saliency
from torch import nn

folder, weights, method, samples = *sys.argv[1:4], int(sys.argv[4])


def state(path):
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    array = lambda t: np.frombuffer(data[8 + size :][slice(*t["data_offsets"])], np.float32).reshape(t["shape"]).copy()
    return {name: torch.from_numpy(array(t)) for name, t in header.items()}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
        self.dense1, self.dense2 = nn.Linear(1600, 128), nn.Linear(128, 10)
        self.relu1, self.relu2, self.relu3, self.pool = nn.ReLU(), nn.ReLU(), nn.ReLU(), nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool(self.relu1(self.conv1(x)))
        x = self.pool(self.relu2(self.conv2(x)))
        return self.dense2(self.relu3(self.dense1(x.flatten(1))))


net = Net()
net.load_state_dict(state(weights))
net.eval()
pictures = np.fromfile(folder + "/train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 1, 28, 28)[48000:]
x = torch.from_numpy(pictures[: max(64, samples)].copy()).float().div_(255)
saliency, path, cam = Saliency(net), IntegratedGradients(net), LayerGradCam(net, net.relu2)
explain, chunk = {
    "saliency": (lambda x, c: saliency.attribute(x, target=c, abs=False), 250),
    "integrated-gradients": (lambda x, c: path.attribute(x, target=c, n_steps=50, method="gausslegendre"), 5),
    "gradcam": (lambda x, c: cam.attribute(x, target=c, relu_attributions=True), 250),
}[method]


def maps(first, count):
    part = x[first : first + count].clone().requires_grad_()
    for c in range(10):
        explain(part, c)


if samples == 0:
    times = []
    for i in range(70):
        start = time.perf_counter()
        maps(i % 64, 1)
        times.append(time.perf_counter() - start)
    print(json.dumps({"median_ms": 1e3 * sorted(times[20:])[25]}))
    sys.exit()
maps(0, min(chunk, samples))
wall, cpu = time.perf_counter(), time.process_time()
for i in range(0, samples, chunk):
    maps(i, min(chunk, samples - i))
print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
