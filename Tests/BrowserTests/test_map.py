"""The population map: what is drawn, found, selected and shown."""

import random


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
