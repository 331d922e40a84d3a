"""What `leap-host export` writes: one file that works from disk, without a server."""

import os
import subprocess


def export(server):
    path = server.folder / "report.html"
    host = os.path.abspath(os.environ.get("LEAP_HOST", ".build/debug/leap-host"))
    subprocess.run([host, "export", "--output", str(path)], cwd=server.folder, check=True, capture_output=True)
    return path


def test_a_report_opens_from_disk_and_its_map_lives(dashboard, server):
    path = export(server)
    one = dashboard()
    page = one.page
    page.goto(path.as_uri())
    one.until("document.querySelector('#map canvas.dots') !== null && document.querySelector('#map select') !== null")
    assert [url for url in one.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    titles = page.locator("h2").all_text_contents()
    for title in ["Figures", "Population map", "Confusion matrix", "Findings", "Worst samples"]:
        assert title in titles
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 50)")
    box = page.locator("#map").bounding_box()
    # Somewhere along a line through the middle there is a dot.
    for step in range(60):
        page.mouse.move(box["x"] + box["width"] * (0.3 + step / 150), box["y"] + box["height"] / 2)
        text = page.locator("#map .tip").text_content()
        if text:
            break
    assert "label" in text and "loss" in text and ":" in text
    page.locator("#map select").nth(0).select_option("loss")
    page.locator("#map select").nth(1).select_option("validation")
    one.picture("report")
