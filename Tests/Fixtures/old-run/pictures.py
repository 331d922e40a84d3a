"""The data set of make_old_run.py: noisy pictures of rings, crosses and bars."""
import gzip
import os
import random
import struct

SIDE = 12


def picture(kind: int, dice: random.Random) -> bytes:
    """A ring, a cross or a bar with its center a little off the middle, and noise over all of it."""
    x0, y0 = 5.5 + dice.uniform(-1, 1), 5.5 + dice.uniform(-1, 1)
    pixels = []
    for y in range(SIDE):
        for x in range(SIDE):
            dx, dy = x - x0, y - y0
            inside = (abs((dx * dx + dy * dy) ** 0.5 - 3.5) < 1, min(abs(dx), abs(dy)) < 1, abs(dy) < 1.5)[kind]
            pixels.append(min(255, (180 if inside else 0) + dice.randrange(60)))
    return bytes(pixels)


def write_pictures(folder: str) -> None:
    """90 pictures in the four files of MNIST; the last three of the test are copies, and one label is wrong."""
    dice = random.Random(7)
    pictures = [(picture(i % 3, dice), i % 3) for i in range(90)]
    pictures[87:] = pictures[:3]
    pictures[40] = (pictures[40][0], (pictures[40][1] + 1) % 3)
    os.makedirs(folder, exist_ok=True)
    for name, part in (("train", pictures[:75]), ("t10k", pictures[75:])):
        images = struct.pack(">4i", 0x803, len(part), SIDE, SIDE) + b"".join(image for image, _ in part)
        labels = struct.pack(">2i", 0x801, len(part)) + bytes(label for _, label in part)
        for kind, content in (("images-idx3-ubyte", images), ("labels-idx1-ubyte", labels)):
            with open(f"{folder}/{name}-{kind}.gz", "wb") as file:
                file.write(gzip.compress(content, mtime=0))
