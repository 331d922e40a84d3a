"""The population map: what is drawn, found, selected and shown."""

import random

import pytest


def test_first_dots_and_their_count(dashboard):
    one = dashboard()
    page = one.open()
    assert page.locator(".shown").inner_text() == "70,000 of 70,000"
    assert page.evaluate("leap.app.map.shown") == 70_000
    assert page.evaluate("leap.app.map.renderer.kind") == "WebGL2"
    one.calm()
    one.picture("population")


def test_pixels_show_the_dots(dashboard):
    """The picture has each class's color where its dots are, and the background elsewhere."""
    one = dashboard()
    page = one.open("#filter=label%20%3D%3D%203")
    one.until("leap.app.shown.count < 70000 && leap.app.map.shown === leap.app.shown.count")
    seen = page.evaluate(
        """async () => {
          const blob = await leap.app.map.picture(null);
          const bitmap = await createImageBitmap(blob);
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d');
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          let [three, other] = [0, 0];
          for (let i = 0; i < data.length; i += 4) {
            const [r, g, b] = data.slice(i, i + 3);
            if (r > g + 25 && r > b + 10) three++;
            else if (g > r + 25) other++;
          }
          return { three, other };
        }"""
    )
    assert seen["three"] > 5000
    assert seen["other"] < 50


def test_hover_finds_the_nearest_dot(dashboard):
    one = dashboard()
    page = one.open()
    places = page.evaluate(
        """() => {
          const { x, y } = leap.app.data.place;
          return Array.from(x, (_, row) => leap.app.map.screen(row));
        }"""
    )
    box = page.locator(".stage").bounding_box()
    numbers = random.Random(3)
    found = 0
    for _ in range(60):
        # Beside a dot, a fraction of a pixel to some pixels off.
        px, py = places[numbers.randrange(len(places))]
        px, py = round(px + numbers.uniform(-6, 6)), round(py + numbers.uniform(-6, 6))
        page.mouse.move(box["x"] + px, box["y"] + py)
        shown = page.evaluate("leap.app.map.hovered()")
        distances = ((x - px) ** 2 + (y - py) ** 2 for x, y in places)
        least, row = min((distance, row) for row, distance in enumerate(distances))
        if abs(least - 12**2) < 1:
            continue
        # Places on the screen are rounded otherwise than places on the map: equal to a millionth of a pixel is equal.
        if shown != row:
            assert shown >= 0 and least < 144, (shown, row)
            x, y = places[shown]
            assert abs((x - px) ** 2 + (y - py) ** 2 - least) < 1e-6
        found += shown >= 0
    assert found > 40


def test_hover_tells_and_draws_lines_to_neighbors(dashboard):
    one = dashboard()
    page = one.open()
    one.until("leap.app.ready.has('prediction')")
    x, y = one.place(one.row("validation:11701"))
    page.mouse.move(x + 40, y)
    page.mouse.move(x, y)
    assert "validation:11701" in page.locator(".tip").inner_text()
    lines = one.until("leap.app.map.lines().length")
    assert 1 <= lines <= 10
    page.mouse.move(2, 400)
    assert page.locator(".tip").is_hidden()


def test_click_opens_the_sample(dashboard):
    one = dashboard()
    page = one.open()
    page.mouse.click(*one.place(one.row("validation:11701")))
    page.get_by_role("heading", name="validation:11701").wait_for()
    assert one.view()["sample"] == "validation:11701"


def test_colors_change_without_a_request_when_the_column_is_there(dashboard):
    one = dashboard()
    page = one.open()
    one.calm()
    one.requests.clear()
    page.select_option("#color-by", "loss")
    one.until("document.querySelector('.legend-key .bar')")
    page.select_option("#color-by", "label")
    one.until("document.querySelectorAll('.category').length === 10")
    assert [url for url in one.requests if "/api/" in url] == []
    page.select_option("#color-by", "brightness")
    one.until("leap.app.ready.has('brightness')")
    assert len([url for url in one.requests if "/columns" in url]) == 1


def test_size_by_another_column(dashboard):
    one = dashboard()
    page = one.open()
    before = page.evaluate("leap.app.map.radius(leap.app.data.row('validation:11701'))")
    page.select_option("#size-by", "none")
    one.until(f"leap.app.map.radius(leap.app.data.row('validation:11701')) < {before} - 2")
    assert "one size" in page.locator(".sizes").inner_text()


def test_legend_hides_and_isolates(dashboard):
    one = dashboard()
    page = one.open()
    page.click("[data-category='4']")
    one.until("leap.app.shown.count === 70000 - 6824")
    assert page.locator(".shown").inner_text() == "63,176 of 70,000"
    page.click("[data-category='4']")
    one.until("leap.app.shown.count === 70000")
    page.click("[data-category='9']", modifiers=["Alt"])
    one.until("leap.app.shown.count === 6958")
    assert one.view()["hidden"] == [str(digit) for digit in range(9)]


def test_subsets_in_any_combination(dashboard):
    one = dashboard()
    page = one.open()
    page.click("[data-subset='training']")
    one.until("leap.app.shown.count === 22000")
    page.click("[data-subset='validation']")
    one.until("leap.app.shown.count === 10000")
    page.click("[data-subset='training']", modifiers=["Alt"])
    one.until("leap.app.shown.count === 48000")


def test_filter_and_its_error_in_place(dashboard):
    one = dashboard()
    one.expected_errors = ["422"]
    page = one.open()
    page.fill("#filter", "label == 5 && prediction == 6")
    page.press("#filter", "Enter")
    some = one.until("leap.app.shown.count < 70000 && leap.app.shown.count")
    labels = page.evaluate("Array.from(leap.app.shown.rows(), row => leap.app.ready.get('label').values[row])")
    assert labels == [5] * some
    page.fill("#filter", "los > 1")
    page.press("#filter", "Enter")
    page.wait_for_selector("#filter-error:not([hidden])")
    assert "los" in page.locator("#filter-error").inner_text()
    assert page.evaluate("leap.app.shown.count") == some, "what was shown stays"
    page.click("[aria-label='Clear the filter']")
    one.until("leap.app.shown.count === 70000")
    assert page.locator("#filter-error").is_hidden()


def test_lasso_selects_what_lies_inside(dashboard):
    one = dashboard()
    page = one.open()
    box = page.locator(".stage").bounding_box()
    corners = [(0.3, 0.3), (0.6, 0.25), (0.7, 0.6), (0.5, 0.45), (0.3, 0.65)]
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
    page.keyboard.down("Shift")
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()
    page.keyboard.up("Shift")
    count = one.until("leap.app.selection.rows.length")
    polygon = [(x - box["x"], y - box["y"]) for x, y in points]
    places = page.evaluate("Array.from(leap.app.data.place.x, (_, row) => leap.app.map.screen(row))")

    def inside(px, py):
        odd = False
        for (ax, ay), (bx, by) in zip(polygon, polygon[-1:] + polygon[:-1]):
            if (ay > py) != (by > py) and px < (bx - ax) * (py - ay) / (by - ay) + ax:
                odd = not odd
        return odd

    expected = {row for row, (x, y) in enumerate(places) if inside(x, y)}
    selected = set(page.evaluate("[...leap.app.selection.rows]"))
    # Dots on the line may fall to either side by rounding.
    assert len(expected ^ selected) <= 3
    assert count == len(selected) > 1000
    one.picture("lasso")
    page.keyboard.press("Control+z")
    one.until("leap.app.selection.rows.length === 0")
    page.keyboard.press("Control+Shift+z")
    one.until(f"leap.app.selection.rows.length === {count}")
    page.keyboard.press("Escape")
    one.until("leap.app.selection.rows.length === 0")


def test_wheel_zooms_at_the_pointer_and_drag_moves(dashboard):
    one = dashboard()
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
