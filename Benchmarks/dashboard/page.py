"""The page of leap-host serve in a real browser with software rendering: first dots, colors, hover, moving, memory.

usage: page.py LEAP_HOST PROJECT [ROUNDS=5]

Wants playwright and Debian's chromium. Prints one JSON line a figure; ends with 1 where a bound of the project is missed: first dots
within 1,500 ms of navigation, a change of colors within 300 ms without a request, no growth over 500 selections.
"""

import statistics
import sys

from playwright.sync_api import sync_playwright

from server import line, serving

FLAGS = [
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    "--enable-precise-memory-info",
]

# Drawn, and shown: what is drawn before the browser shows anything waits for that.
DOTS = """async () => {
  const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
  while (!at('first-paint')) await new Promise(requestAnimationFrame);
  return Math.max(at('leap-first-dots'), at('first-paint'));
}"""

# Until the last picture of the blend is on the canvas: `finish` waits for the renderer.
COLORS = """async (column) => {
  const { app } = leap;
  const begin = performance.now();
  const painted = new Promise((done) => {
    const off = app.on('colors', () => { off(); done(); });
  });
  app.view.set({ color: column, hidden: [] });
  await painted;
  const until = performance.now() + 190;
  do await new Promise(requestAnimationFrame); while (performance.now() < until);
  app.map.renderer.finish();
  return performance.now() - begin;
}"""

HOVER = """() => {
  const { map } = leap.app;
  map.warm();
  const begin = performance.now();
  for (let i = 0; i < 2000; i++) map.nearest((i * 37) % map.camera.width, (i * 53) % map.camera.height);
  return (performance.now() - begin) / 2000;
}"""

MOVING = """async () => {
  const { map } = leap.app;
  const frames = [];
  for (let i = 0; i < 20; i++) {
    map.camera.pan(i % 2 ? 9 : -9, 5);
    const begin = performance.now();
    await new Promise(requestAnimationFrame);
    map.renderer.finish();
    frames.push(performance.now() - begin);
  }
  return frames;
}"""

SELECTIONS = """async ([from, to]) => {
  for (let i = from; i < to; i++) {
    leap.app.selection.set(Uint32Array.from({ length: 2000 }, (_, k) => (i * 7919 + k * 31) % leap.app.data.count));
    await new Promise(requestAnimationFrame);
  }
}"""


def opened(browser, base):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(base, wait_until="domcontentloaded")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    return page


def used(client):
    client.send("HeapProfiler.collectGarbage")
    usage = client.send("Runtime.getHeapUsage")
    return (usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


def measure(playwright, base, rounds):
    dots = []
    for _ in range(rounds):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = opened(browser, base)
        dots.append(page.evaluate(DOTS))
        browser.close()
    line("first dots after navigation, median", statistics.median(dots), "ms")
    line("first dots after navigation, worst", max(dots), "ms")

    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
    page = opened(browser, base)
    page.wait_for_timeout(1500)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    colors = [page.evaluate(COLORS, column) for column in ["loss", "label"] * rounds]
    asked = len([url for url in requests if "/api/" in url])
    line("change of colors, median", statistics.median(colors), "ms")
    line("requests for changes of colors", asked, "requests")
    line("nearest dot", page.evaluate(HOVER), "ms")
    line("frame while moving, median", statistics.median(page.evaluate(MOVING)), "ms")

    client = page.context.new_cdp_session(page)
    page.evaluate(SELECTIONS, [0, 120])
    before = used(client)
    page.evaluate(SELECTIONS, [120, 620])
    grown = used(client) - before
    line("memory after 120 selections", before, "MB")
    line("memory grown over 500 more", grown, "MB")
    browser.close()
    return statistics.median(dots) <= 1500 and statistics.median(colors) <= 300 and not asked and grown < 3


def main():
    host, project = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with serving(host, project) as (base, _), sync_playwright() as playwright:
        warming = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        opened(warming, base)  # so that the server has read what it keeps
        warming.close()
        sys.exit(0 if measure(playwright, base, rounds) else 1)


if __name__ == "__main__":
    main()
