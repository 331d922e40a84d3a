"""Arrays that compare.py makes: features turned to fewer dimensions, and synthetic rows."""
import numpy


def turned(source):
    def make(path):
        x = numpy.fromfile(source, numpy.float32).reshape(-1, 128)
        q, _ = numpy.linalg.qr(numpy.random.default_rng(7).standard_normal((128, 128)))
        (x @ q[:, :64].astype(numpy.float32)).tofile(path)
    return make


def synthetic(path):
    """A million rows: 2,000 groups in 16 dimensions, seen through one rectified layer of 128 units, and a little noise."""
    random = numpy.random.default_rng(3)
    centers, layer = random.standard_normal((2000, 16)) * 2, random.standard_normal((16, 128)) / 4
    with open(path, "wb") as file:
        for _ in range(20):
            inner = centers[random.integers(0, 2000, 50_000)] + random.standard_normal((50_000, 16))
            outer = numpy.maximum(inner @ layer, 0) + 0.02 * random.standard_normal((50_000, 128))
            outer.astype(numpy.float32).tofile(file)
