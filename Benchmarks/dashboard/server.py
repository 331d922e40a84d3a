"""Starts leap-host serve for a benchmark, finds out its address and stops it again."""

import contextlib
import json
import os
import re
import signal
import subprocess
import time
import urllib.request


@contextlib.contextmanager
def serving(host: str, project: str):
    """Yields (base address without a slash at its end, process id); checks that the server lives to the end."""
    process = subprocess.Popen(
        [host, "serve", "--no-open", "--project", project], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        if not found:
            raise SystemExit("leap-host serve printed no address")
        base = found.group(0).split("#")[0].rstrip("/")
        yield base, process.pid
        if process.poll() is not None:
            raise SystemExit(f"leap-host serve ended with {process.returncode}")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def get(base: str, path: str):
    """JSON of a path of the API."""
    with urllib.request.urlopen(f"{base}/api/v1{path}", timeout=120) as answer:
        return json.load(answer)


def resident(pid: int) -> float:
    """Memory of a process in MB, without the parts of mapped files that it has looked at: a run's arrays, of which the system takes
    what it needs back."""
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith("RssAnon"):
                return int(line.split()[1]) / 1024
    return float("nan")


def seconds() -> float:
    return time.perf_counter()


def line(what: str, ours: float, unit: str) -> None:
    """One figure, as the other benchmarks print them."""
    print(json.dumps({"what": what, "ours": round(ours, 3), "peer": None, "peer_name": None, "unit": unit, "ratio": None}), flush=True)
