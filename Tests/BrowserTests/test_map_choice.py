"""What of the map is shown and selected: legend, subsets, filter, lasso."""


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
