"""The page around the map: address, history, table, sample panel, keyboard, faults, memory."""

import pytest


def test_a_reload_restores_the_exact_view(dashboard):
    one = dashboard()
    page = one.open("#color=loss&size=entropy&subsets=validation,test&outline=1&filter=loss%20%3E%200.5")
    one.until("leap.app.shown.count < 22000")
    box = page.locator(".stage").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.wheel(0, -400)
    page.evaluate("leap.app.selection.set(leap.app.shown.rows().slice(0, 30), {label: 'test'})")
    page.evaluate("leap.app.openSample('validation:11701')")
    one.calm()
    state = "JSON.stringify([leap.app.view.get(), [...leap.app.selection.rows], leap.app.shown.count])"
    before = page.evaluate(state)
    camera = page.evaluate("[leap.app.map.camera.cx, leap.app.map.camera.cy, leap.app.map.camera.zoom]")
    address = page.url
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    one.until("leap.app.shown.count < 22000")
    one.calm()
    assert page.url == address
    assert page.evaluate(state) == before
    again = page.evaluate("[leap.app.map.camera.cx, leap.app.map.camera.cy, leap.app.map.camera.zoom]")
    assert again == pytest.approx(camera, rel=1e-5)
    assert page.locator("#color-by").input_value() == "loss"


def test_back_and_forward(dashboard):
    one = dashboard()
    page = one.open()
    page.select_option("#color-by", "loss")
    page.evaluate("leap.app.openSample('test:5012')")
    page.get_by_role("heading", name="test:5012").wait_for()
    page.evaluate("leap.app.openSample('validation:11701')")
    page.get_by_role("heading", name="validation:11701").wait_for()
    page.go_back()
    page.get_by_role("heading", name="test:5012").wait_for()
    page.go_back()
    one.until("leap.app.view.get().sample === null")
    page.go_back()
    one.until("document.querySelectorAll('.category').length === 10")
    page.go_forward()
    one.until("document.querySelector('.legend-key .bar')")


def test_the_golden_sample(dashboard):
    one = dashboard()
    page = one.open("#sample=validation:11701")
    page.get_by_role("heading", name="validation:11701").wait_for()
    values = dict(
        page.evaluate("[...document.querySelectorAll('.values tr')].map(tr => [...tr.children].map(cell => cell.textContent))")
    )
    assert values["distance_to_class_mean"] == "7.71"
    assert values["nearest_other_class"] == "6"
    assert values["distance_to_nearest_other_class"] == "6.83"
    assert page.locator(".class-bars li").count() == 10
    assert "truth" in page.locator(".class-bars li.is-truth").inner_text()
    one.picture("sample")


def test_previous_and_next_within_the_selection(dashboard):
    one = dashboard()
    page = one.open()
    page.evaluate("leap.app.selection.set([5, 60000, 48000], {label: 'test'})")
    page.evaluate("leap.app.openSample('training:5')")
    page.get_by_text("1 of 3 selected").wait_for()
    page.keyboard.press("j")
    page.get_by_role("heading", name="validation:0").wait_for()
    page.keyboard.press("j")
    page.get_by_role("heading", name="test:0").wait_for()
    page.keyboard.press("k")
    page.get_by_role("heading", name="validation:0").wait_for()


def test_note_and_tags_with_undo(dashboard):
    one = dashboard()
    page = one.open("#sample=test:5012")
    page.fill("#sample-note", "closed at the top")
    page.fill("#sample-tag", "odd")
    page.press("#sample-tag", "Enter")
    page.locator(".chip", has_text="odd").wait_for()
    page.reload()
    page.locator(".chip", has_text="odd").wait_for()
    assert page.locator("#sample-note").input_value() == "closed at the top"
    page.click("[aria-label='Remove tag odd']")
    page.locator(".chip", has_text="odd").wait_for(state="detached")
    page.click("[aria-label^='Undo']")
    page.locator(".chip", has_text="odd").wait_for()


def test_the_map_by_keyboard(dashboard):
    one = dashboard()
    page = one.open()
    page.focus(".stage")
    page.keyboard.press("ArrowRight")
    row = page.evaluate("leap.app.map.hovered()")
    assert row >= 0
    for key, axis, sign in [("ArrowRight", 0, 1), ("ArrowUp", 1, -1), ("ArrowLeft", 0, -1), ("ArrowDown", 1, 1)]:
        before = page.evaluate("leap.app.map.screen(leap.app.map.hovered())")
        page.keyboard.press(key)
        after = page.evaluate("leap.app.map.screen(leap.app.map.hovered())")
        assert (after[axis] - before[axis]) * sign >= 6.9
    said = page.locator("p.said[role=status]").inner_text()
    sample = page.evaluate("leap.app.data.sample(leap.app.map.hovered())")
    assert sample in said and "truth" in said
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=sample).wait_for()
    page.keyboard.press("+")
    one.until("leap.app.map.camera.zoom > 1.5")
    page.keyboard.press("Space")
    one.until("leap.app.selection.rows.length === 1")
