"""Cuts the reference figures (PyTorch, Captum; see README.md) down to what the tests of Kernels need.

usage: make_fixture.py REFERENCE_DIR
"""
import json, shutil, struct, sys
import numpy as np

source = sys.argv[1]
load = lambda name: np.load(f"{source}/{name}.npy")


def tensors(name):
    data = open(f"{source}/{name}.safetensors", "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    at = lambda t: np.frombuffer(data[8 + size :][slice(*t["data_offsets"])], np.float32)
    return {k: at(header[k]) for k in sorted(header)}


shutil.copyfile(f"{source}/weights.safetensors", "weights.safetensors")
images = load("images")
pixels = np.rint(images * 255).astype(np.uint8)
assert (pixels.astype(np.float32) / np.float32(255) == images).all()
np.save("images", pixels)
np.save("labels", load("labels").astype(np.uint8))
counts = dict(
    logits=64, features=64, loss=64, saliency=4, loss_gradient=8, gradcam_conv2=6, gradcam_conv2_28x28=1, integrated_gradients=2
)
for name, count in counts.items():
    np.save(name, load(name)[:count])
# On the way to this image two values of a pool window come within 1e-6 of each other.
np.save("integrated_gradients_10", load("integrated_gradients")[10:11])
for name in "gradients", "after_one_adam_step":
    np.save(name, np.concatenate([v[::37] for v in tensors(name).values()]))
