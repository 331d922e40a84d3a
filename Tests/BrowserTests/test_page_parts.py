"""The table, downloads, help, and what happens when something is not there."""

import urllib.parse


def test_the_table_shows_sorts_and_opens(dashboard):
    one = dashboard()
    page = one.open("#filter=loss%20%3E%201&table=1")
    one.until("leap.app.shown.count < 70000")
    count = page.evaluate("leap.app.shown.count")
    one.until(f"document.querySelector('.table-title b').textContent === '{count} shown'")
    page.locator(".table-head button", has_text="loss").click()
    one.until("document.querySelector('[aria-sort=descending]')")
    page.focus(".table-grid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = page.evaluate(
        """() => {
          const loss = leap.app.ready.get('loss').values;
          return leap.app.data.sample([...leap.app.shown.rows()].sort((a, b) => loss[b] - loss[a] || a - b)[1]);
        }"""
    )
    page.get_by_role("heading", name=second).wait_for()
    page.keyboard.press("End")
    one.until(f"document.getElementById('line-{count - 1}')")
    assert page.locator(".line").count() < 60
    with page.expect_download() as saved:
        page.locator(".table-title button", has_text="CSV").click()
    text = open(saved.value.path(), encoding="utf-8").read()
    assert len(text.splitlines()) == count + 1
    assert text.startswith("sample,label,prediction,loss")
    one.picture("table")


def test_downloads_of_the_map(dashboard):
    one = dashboard()
    page = one.open("#filter=loss%20%3E%201")
    one.until("leap.app.shown.count < 70000")
    with page.expect_download() as saved:
        page.click("[aria-label='Download the map as PNG']")
    assert open(saved.value.path(), "rb").read(8) == b"\x89PNG\r\n\x1a\n"
    with page.expect_download() as saved:
        page.locator(".tools button", has_text="CSV").click()
    lines = open(saved.value.path(), encoding="utf-8").read().splitlines()
    assert lines[0] == "sample,x,y,label,loss"
    assert len(lines) == page.evaluate("leap.app.shown.count") + 1


def test_help_lists_the_shortcuts(dashboard):
    one = dashboard()
    page = one.open()
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    sheet.wait_for()
    assert "Neighbor lines" in sheet.inner_text()
    page.keyboard.press("Escape")
    sheet.wait_for(state="detached")


def test_what_is_not_there(dashboard):
    one = dashboard()
    one.expected_errors = ["404"]
    page = one.open("#run=run-9999", dots=False)
    page.get_by_role("alert").wait_for()
    page.get_by_text("Open the newest run").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.goto(f"{one.server.url}/#sample=validation:999999")
    page.get_by_role("alert").wait_for()
    page.get_by_role("button", name="Close the sample").click()
    page.get_by_text("Where the model is worst").wait_for()
    assert page.request.get(f"{one.server.url}/no-such-page").status in (200, 404)
    assert page.request.get(f"{one.server.url}/assets/../leap.yaml").status == 404


def test_the_server_goes_and_comes_back(dashboard):
    one = dashboard()
    one.expected_errors = ["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET"]
    page = one.open()
    one.calm()
    one.server.stop()
    try:
        page.locator("#banner").get_by_text("cannot be reached").wait_for()
        with page.expect_event("requestfailed", lambda request: "test:5012" in urllib.parse.unquote(request.url)):
            page.evaluate("leap.app.openSample('test:5012')")
    finally:
        one.server.start()
    page.get_by_role("heading", name="test:5012").wait_for()
    page.locator("#banner").wait_for(state="hidden")


def test_memory_stays_flat_over_500_selections(dashboard):
    one = dashboard()
    page = one.open()
    one.calm()
    client = one.context.new_cdp_session(page)

    def used():
        client.send("HeapProfiler.collectGarbage")
        usage = client.send("Runtime.getHeapUsage")
        return usage["usedSize"] + usage.get("backingStorageSize", 0)

    turn = """async ([from, to]) => {
      for (let i = from; i < to; i++) {
        const rows = Uint32Array.from({length: 2000}, (_, k) => (i * 7919 + k * 31) % 70000);
        leap.app.selection.set(rows, {label: 'test'});
        await new Promise(requestAnimationFrame);
      }
    }"""
    page.evaluate(turn, [0, 120])  # the steps that undo keeps are there
    before = used()
    page.evaluate(turn, [120, 620])
    after = used()
    print({"before": before, "after": after})
    assert after - before < 3_000_000
