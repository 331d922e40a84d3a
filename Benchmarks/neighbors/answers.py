"""How near the neighbors are that compare.py got."""
import numpy


def farther(path, d, k, a, b):
    """Neighbors in a that b does not have, and how many of them are farther, in double precision, than b's farthest."""
    x = numpy.fromfile(path, numpy.float32).reshape(-1, d)
    a, b = numpy.fromfile(a, numpy.int32).reshape(-1, k), numpy.fromfile(b, numpy.int32).reshape(-1, k + 1)
    worse = other = 0
    for i in range(len(x)):
        theirs = b[i][b[i] != i][:k]
        extra = numpy.setdiff1d(a[i], theirs)
        if len(extra):
            square = lambda ids: ((x[ids].astype(numpy.float64) - x[i].astype(numpy.float64)) ** 2).sum(1)
            other += len(extra)
            worse += int((square(extra) > square(theirs).max()).sum())
    return other, worse


def recall(truth, found, k):
    hits = 0
    for i, (t, f) in enumerate(zip(truth, found)):
        hits += len(numpy.intersect1d(t, f[f != i][:k]))
    return hits / truth.size
