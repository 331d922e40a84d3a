"""peers.py graph|query|hnsw ROWS DIMENSIONS K [IDS]: FAISS and hnswlib on two threads; prints one JSON line like NeighborsBenchmark."""
import json, sys, time

import numpy

what, path, d, k = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
x = numpy.fromfile(path, numpy.float32).reshape(-1, d)
start = cpu = 0.0


def begin():
    global start, cpu
    start, cpu = time.perf_counter(), time.process_time()


def line():
    return {
        "wall": time.perf_counter() - start, "cpu": time.process_time() - cpu,
        # Not getrusage's, which a process inherits from the one that started it.
        "mb": int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]) / 1024}


if what == "hnsw":
    import hnswlib

    begin()
    index = hnswlib.Index("l2", d)
    index.init_index(len(x), M=16, ef_construction=100, random_seed=1)
    index.add_items(x, num_threads=2)
    build = line()
    index.set_ef(64)
    begin()
    ids, _ = index.knn_query(x, k + 1, num_threads=2)
    graph = line()
    if len(sys.argv) > 5:
        ids.astype(numpy.int32).tofile(sys.argv[5])
    print(json.dumps({"build": build, "graph": graph}))
else:
    import faiss

    faiss.omp_set_num_threads(2)
    index = faiss.IndexFlatL2(d)
    if what == "graph":
        begin()
        index.add(x)
        _, ids = index.search(x, k + 1)
        print(json.dumps(line()))
        if len(sys.argv) > 5:
            ids.astype(numpy.int32).tofile(sys.argv[5])
    else:
        index.add(x)
        queries = [x[i * (len(x) // 200)][None].copy() for i in range(200)]
        begin()
        for query in queries:
            index.search(query, k)
        print(json.dumps(line()))
