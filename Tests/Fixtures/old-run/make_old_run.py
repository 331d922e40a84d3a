#!/usr/bin/env python3
"""Makes the files of this folder with the leap-host of December 2026: make_old_run.py PATH-OF-LEAP-HOST

A small project whose .leap folder has what a user's may have: a finished run, another with a step schedule and early stopping,
one that was stopped while it trained, a title, a note, a decision, a chart and its place, and a note about a sample. Tests open
copies of it, so that what older versions left stays readable. It is not to be made again with a newer leap-host.

It is made in the folder for temporary files and moved here, because a run remembers where its data was.
"""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

from pictures import write_pictures

FOLDER = os.path.join(tempfile.gettempdir(), "old-run")
HOME = os.path.dirname(os.path.abspath(__file__))
YAML = """\
# A ring, a cross or a bar of noisy pixels; see make_old_run.py.
project: old-run

dataset:
  plugin: libIDXDataset.so
  options: {path: data, validation: 15, class_names: [ring, cross, bar]}

model:
  plugin: libMNISTCNN.so
  layers: [{kind: flatten}, {kind: dense, units: 6}, {kind: relu}, {kind: dense, units: 3}]
  training: %s

metadata: [libDigitMetadata.so]
analyzers: [libSimilars.so, libPopulationMap.so, {plugin: libInsights.so, options: {minimum: 5}}]
"""
COSINE = "{epochs: 2, batch_size: 16, learning_rate: 0.01}"
STEP = """
    epochs: 12
    batch_size: 15
    learning_rate: 0.05
    schedule: {kind: step, every: 2, factor: 0.5}
    early_stopping: {patience: 1, improvement: 0.01}"""
ENDLESS = "{epochs: 100000, batch_size: 15, learning_rate: 0.0001, checkpoint_seconds: 0}"


def write_yaml(training: str) -> None:
    with open(FOLDER + "/leap.yaml", "w", encoding="utf-8") as file:
        file.write(YAML % training)


def ask(port: int, method: str, path: str, body: object) -> object:
    """One request to the dashboard's server."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def wait(for_what: str, condition) -> None:
    """Until a condition holds, for a minute at most."""
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"waited a minute for {for_what}")
        time.sleep(0.005)


def is_answering(port: int) -> bool:
    """Whether the server is up."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=1):
            return True
    except OSError:
        return False


def main() -> None:
    """Everything, in the order in which a user would do it."""
    host = os.path.abspath(sys.argv[1])
    leap = FOLDER + "/.leap"
    os.mkdir(FOLDER)
    write_pictures(FOLDER + "/data")
    for training in (COSINE, STEP):
        write_yaml(training)
        subprocess.run([host, "run"], cwd=FOLDER, check=True)
    write_yaml(ENDLESS)
    with subprocess.Popen([host, "run"], cwd=FOLDER) as endless:
        folder = leap + "/runs/run-0003"
        wait("a checkpoint", lambda: os.path.isdir(folder) and any(n.startswith("checkpoint-") for n in os.listdir(folder)))
        endless.send_signal(signal.SIGINT)
    write_yaml(STEP)
    subprocess.run([host, "run"], cwd=FOLDER, check=True)  # nothing to do; the run used last is the second again

    port = 8437
    with subprocess.Popen([host, "serve", "--no-open", "--port", str(port)], cwd=FOLDER) as server:
        wait("the server", lambda: is_answering(port))
        ask(port, "PATCH", "/runs/run-0001", {"title": "first try", "note": "too \"short\""})
        ask(port, "PUT", "/annotations/test:2", {"note": "a bar that leans", "tags": ["odd", "later"]})
        ask(port, "POST", "/charts", {
            "title": "loss by class", "of": "samples", "kind": "bars",
            "query": {"x": {"column": "label"}, "y": {"column": "loss", "aggregate": "mean"}}})
        ask(port, "PUT", "/charts/order", {"ids": ["own-1"]})
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/runs/run-0002/insights", timeout=10) as answer:
            first = json.load(answer)["insights"][0]["id"]
        ask(port, "PUT", f"/runs/run-0002/insights/{first}/state", {"state": "accepted"})
        server.send_signal(signal.SIGTERM)

    # One small file instead of three, as a store is that was closed.
    database = sqlite3.connect(leap + "/leap.sqlite")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    for path in (leap + "/store.lock", *(f"{leap}/runs/{run}/run.lock" for run in os.listdir(leap + "/runs"))):
        if os.path.exists(path):
            os.remove(path)
    for name in ("data", "leap.yaml", ".leap"):
        shutil.rmtree(f"{HOME}/{name}", ignore_errors=True)
        shutil.move(f"{FOLDER}/{name}", f"{HOME}/{name}")
    os.rmdir(FOLDER)


if __name__ == "__main__":
    main()
