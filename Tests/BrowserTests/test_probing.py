"""Draw to probe: a changed image, and what the model says of it."""

import json
import urllib.request

MISREAD = "validation:11701"


def test_drawing_changes_the_prediction_at_once(panel):
    panel.open("tab=analysis&mode=probe&sample=test:5012")
    panel.page.locator(".probe-answer").wait_for()
    before = panel.page.locator(".probe-answer strong").inner_text()
    assert before == "6"
    box = panel.page.locator(".sheet").bounding_box()
    panel.page.get_by_role("button", name="Eraser").click()
    panel.page.get_by_label("Size", exact=True).fill("8")
    panel.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.8)
    panel.page.mouse.down()
    for step in range(20):
        panel.page.mouse.move(box["x"] + box["width"] * (0.3 + 0.03 * step), box["y"] + box["height"] * 0.8, steps=3)
    panel.page.mouse.up()
    changed = "Number(/(\\d+) px/.exec(document.querySelector('.probe .facts').innerText)[1])"
    panel.until(f"{changed} > 10")
    panel.until("[...document.querySelectorAll('.probe .facts dd')][0].innerText.includes('from')")
    panel.shot("probe")
    # Undo by keyboard, then all is as before.
    panel.page.locator(".sheet").focus()
    panel.page.keyboard.press("Control+z")
    panel.until(f"{changed} === 0")
    panel.until("document.querySelector('.probe-answer strong').innerText === '6'")


def test_probing_the_sample_itself_gives_its_own_figures(panel, server):
    panel.open(f"tab=analysis&mode=probe&sample={MISREAD}")
    panel.page.locator(".probe-answer").wait_for()
    with urllib.request.urlopen(f"{server.url}/api/v1/runs/run-0001/samples/{MISREAD}") as answer:
        sample = json.load(answer)
    assert panel.page.locator(".probe-answer strong").inner_text() == sample["prediction_name"]
    assert "as before" in panel.page.locator(".probe .facts").inner_text()
