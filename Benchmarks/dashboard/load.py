"""Load on leap-host serve over loopback: connections that stay open, and a steady rate of mixed requests.

usage: load.py LEAP_HOST PROJECT [SECONDS=60] [CONNECTIONS=200] [RATE=200]

Every connection belongs to one client. A tenth of them listens to events all the time; the others take turns, so that together they
send RATE requests a second: samples, columns, images, sprites, findings and metrics, some with If-None-Match. A request counts from
the moment at which it was due, so that a server that falls behind is not spared. Prints one JSON line a figure and ends with 1 where
a bound of the project is missed: no failure, 99 of 100 requests within 50 ms, no memory that grows in the second half.
"""

import asyncio
import sys

import aiohttp

from mix import requests
from server import get, line, resident, seconds, serving


class Load:
    def __init__(self, base: str, connections: int, rate: float, duration: float):
        self.base, self.connections, self.rate, self.duration = base, connections, rate, duration
        self.mix = requests(base)
        self.taken: list[tuple[str, float]] = []
        self.failures: list[str] = []
        self.bytes = 0
        self.events = 0
        self.tags: dict[str, str] = {}

    async def listen(self, session: aiohttp.ClientSession, until: float):
        try:
            async with session.get(f"{self.base}/api/v1/events") as answer:
                if answer.status != 200:
                    self.failures.append(f"events: {answer.status}")
                while (left := until - seconds()) > 0:
                    try:
                        if not await asyncio.wait_for(answer.content.readline(), left):
                            self.failures.append("events: the stream ended")
                            return
                        self.events += 1
                    except TimeoutError:
                        return
        except aiohttp.ClientError as error:
            self.failures.append(f"events: {error!r}")

    async def ask(self, session: aiohttp.ClientSession, kind: str, path: str, due: float):
        headers = {}
        if kind == "known column" and path in self.tags:
            headers["If-None-Match"] = self.tags[path]
        try:
            async with session.get(self.base + path, headers=headers) as answer:
                body = await answer.read()
                if answer.status not in (200, 304):
                    self.failures.append(f"{path}: {answer.status} {body[:200]!r}")
                if answer.status == 200 and "ETag" in answer.headers:
                    self.tags[path] = answer.headers["ETag"]
                self.bytes += len(body)
                self.taken.append((kind, seconds() - due))
        except (aiohttp.ClientError, TimeoutError) as error:
            self.failures.append(f"{path}: {error!r}")

    async def client(self, number: int, workers: int, start: float, until: float):
        """One connection that sends every workers-th request."""
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1), timeout=timeout) as session:
            i = number
            while (due := start + i / self.rate) < until:
                await asyncio.sleep(max(0, due - seconds()))
                kind, path = next(self.mix)
                await self.ask(session, kind, path, due)
                i += workers

    async def run(self, halfway=lambda: None):
        """Returns what `halfway` gives after half of the time."""
        start = seconds() + 0.5
        until = start + self.duration
        listeners = max(1, self.connections // 10)
        workers = self.connections - listeners
        timeout = aiohttp.ClientTimeout(total=None)
        connector = aiohttp.TCPConnector(limit=0, force_close=False)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            everybody = asyncio.gather(
                *(self.listen(session, until) for _ in range(listeners)),
                *(self.client(i, workers, start, until) for i in range(workers)),
            )
            await asyncio.sleep(start + self.duration / 2 - seconds())
            seen = halfway()
            await everybody
            return seen


def percentile(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def main():
    host, project = sys.argv[1:3]
    duration = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    connections = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    rate = float(sys.argv[5]) if len(sys.argv) > 5 else 200
    with serving(host, project) as (base, pid):
        run = get(base, "/project")["current"]
        started = seconds()
        get(base, f"/runs/{run}")
        line("opening a run, the first time", (seconds() - started) * 1000, "ms")
        # Whole columns are read once and kept: a short load before the one that is timed.
        warm = Load(base, connections, rate, min(10, duration))
        asyncio.run(warm.run())
        before = resident(pid)
        load = Load(base, connections, rate, duration)
        half = asyncio.run(load.run(lambda: resident(pid)))
        after = resident(pid)
    times = [t for _, t in load.taken]
    line("requests answered", len(times), "requests")
    line("rate", len(times) / duration, "requests/s")
    line("failures", len(load.failures) + len(warm.failures), "requests")
    line("sent", load.bytes / duration / 1e6, "MB/s")
    for share, name in [(0.5, "median"), (0.99, "p99"), (1, "slowest")]:
        line(f"time of a request, {name}", percentile(times, share) * 1000, "ms")
    for kind in sorted({k for k, _ in load.taken}):
        line(f"time of a request, p99 of {kind}", percentile([t for k, t in load.taken if k == kind], 0.99) * 1000, "ms")
    line("memory before", before, "MB")
    line("memory after half of the time", half, "MB")
    line("memory after", after, "MB")
    for failure in (load.failures + warm.failures)[:10]:
        print(failure, file=sys.stderr)
    sys.exit(1 if load.failures or warm.failures or percentile(times, 0.99) > 0.05 or after - half > 10 else 0)


main()
