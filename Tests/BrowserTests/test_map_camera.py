"""The camera, and the map without WebGL2."""

import pytest


def test_wheel_zooms_at_the_pointer_and_drag_moves(dashboard):
    one = dashboard(reduced_motion="no-preference")
    page = one.open()
    row = one.row("validation:11701")
    x, y = (round(value) for value in one.place(row))
    box = page.locator(".stage").bounding_box()
    under = f"leap.app.map.camera.toMap({x} - {box['x']}, {y} - {box['y']})"
    before = page.evaluate(under)
    page.mouse.move(x, y)
    for _ in range(4):
        page.mouse.wheel(0, -240)
    one.until("leap.app.map.camera.zoom > 5")
    assert page.evaluate(under) == pytest.approx(before, abs=1e-6)
    start = one.place(row)
    page.mouse.move(x + 60, y + 60)
    page.mouse.down()
    page.mouse.move(x + 100, y + 120, steps=4)
    page.mouse.up()
    moved = one.place(row)
    assert [moved[0] - start[0], moved[1] - start[1]] == pytest.approx([40, 60], abs=0.01)
    page.click("[aria-label='Show all']")
    one.until("leap.app.map.camera.zoom === 1")


def test_without_webgl_the_map_is_drawn_by_hand(dashboard):
    one = dashboard()
    one.context.add_init_script(
        """const plain = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return kind === 'webgl2' ? null : plain.call(this, kind, ...rest);
        };"""
    )
    page = one.open()
    assert page.evaluate("leap.app.map.renderer.kind") == "2D canvas"
    one.calm()
    one.picture("population-without-webgl")


def test_a_lost_context_is_survived(dashboard):
    one = dashboard()
    page = one.open()
    page.evaluate("leap.app.map.renderer.gl.getExtension('WEBGL_lose_context').loseContext()")
    one.until("leap.app.map.renderer.kind === '2D canvas'")
    one.until("leap.app.map.renderer.kind === 'WebGL2'", 10)
    page.mouse.click(*one.place(one.row("test:5012")))
    one.until("leap.app.view.get().sample !== null")
