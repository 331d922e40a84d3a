"""Sample analysis: heat maps for each class and the loss, their values, evidence, targets, faults; and draw to probe."""

import re


MISREAD = "validation:11701"


def maps(panel):
    panel.until("document.querySelectorAll('.heat-maps .heat').length > 0"
                    " && ![...document.querySelectorAll('.heat-maps .heat')].some((tile) => tile.ariaBusy === 'true')")
    return panel.page.locator(".heat-maps .heat")


def test_a_map_for_each_class_and_the_loss(panel):
    panel.open(f"tab=analysis&sample={MISREAD}")
    assert maps(panel).count() == 11
    titles = panel.page.locator(".heat-title").all_inner_texts()
    assert titles == [str(digit) for digit in range(10)] + ["Loss"]
    # The picture below the map is the data set's own, pixel for pixel.
    assert panel.page.evaluate("(() => { const c = document.querySelector('.heat-canvas'); return [c.width, c.height]; })()") == [28, 28]
    assert "truth" in panel.page.locator(".heat").nth(5).inner_text()
    panel.until("document.querySelector('.randomization') !== null", 120)
    assert panel.page.locator(".heat .evidence-plot").count() == 11
    assert "rank correlation" in panel.page.locator(".randomization").inner_text()
    panel.shot("analysis")


def test_maps_and_their_evidence_are_asked_for_once(panel):
    asked = []
    panel.page.on("request", lambda request: asked.extend(re.findall(r"/(heatmaps|evidence)\?", request.url)))
    panel.open(f"tab=analysis&sample={MISREAD}&method=saliency-absolute")
    panel.until("document.querySelector('.randomization') !== null", 120)
    assert panel.page.locator(".heat .evidence-plot").count() == 11
    assert asked == ["heatmaps", "evidence"]


def test_hover_tells_the_value_of_the_pixel_in_all_maps(panel, server):
    panel.open(f"tab=analysis&sample={MISREAD}&method=saliency")
    tiles = maps(panel)
    box = tiles.nth(0).locator("canvas").first.bounding_box()
    x, y = 13, 9
    panel.page.mouse.move(box["x"] + (x + 0.5) * box["width"] / 28, box["y"] + (y + 0.5) * box["height"] / 28)
    shown = panel.page.locator(".heat-value").all_inner_texts()
    values = panel.page.evaluate(
        """async ([sample, x, y]) => {
          const { maps } = await leap.app.api.arrays(leap.app.runPath(`samples/${sample}/heatmaps?targets=all%2Closs&method=saliency`));
          const { number } = await import('/assets/core/format.js');
          return Array.from({ length: maps.length / 784 }, (_, i) => number(maps[i * 784 + y * 28 + x]));
        }""", [MISREAD, x, y])
    assert shown == values
    # The keyboard reads the neighbor to the right.
    tiles.nth(0).locator("canvas").first.focus()
    panel.page.keyboard.press("ArrowRight")
    assert panel.page.locator(".heat-value").first.inner_text() != ""


def test_targets_method_and_layer_are_in_the_address(panel):
    panel.open(f"tab=analysis&sample={MISREAD}")
    maps(panel)
    panel.page.get_by_role("button", name="Truth − read").click()
    panel.until("document.querySelectorAll('.heat-maps .heat').length === 1")
    truth = panel.page.evaluate("leap.app.api.get(leap.app.runPath('samples/validation:11701'))")
    assert panel.view()["target"].split("-")[0] == str(truth["label"])
    panel.page.get_by_label("Method", exact=True).select_option("occlusion")
    maps(panel)
    assert panel.view()["method"] == "occlusion"
    panel.until("location.hash.includes('occlusion')")
    panel.reload()
    assert maps(panel).count() == 1
    assert panel.page.get_by_label("Method", exact=True).input_value() == "occlusion"


def test_a_class_that_is_clicked_is_asked_for_once_and_has_a_scale(panel):
    panel.open(f"tab=analysis&sample={MISREAD}&method=saliency")
    maps(panel)
    asked = []
    panel.page.on("request", lambda request: "/heatmaps?" in request.url and asked.append(request.url))
    panel.page.get_by_role("button", name="6", exact=True).click()
    panel.until("document.querySelectorAll('.heat-maps .heat').length === 1")
    assert maps(panel).locator(".heat-title").inner_text() == "6"
    assert panel.view()["target"] == "6"
    # Evidence is another question.
    assert [("targets=6" in url, "method=saliency" in url) for url in asked if "evidence" not in url] == [(True, True)]
    found = panel.page.evaluate(
        """async (sample) => {
          const { maps } = await leap.app.api.arrays(leap.app.runPath(`samples/${sample}/heatmaps?targets=6&method=saliency`));
          const { number } = await import('/assets/core/format.js');
          const most = Math.max(...maps.map(Math.abs));
          const canvas = document.querySelector('.heat-canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          return {
            maps: [...maps], pixels: maps.reduce((all, _, i) => [...all, [...pixels.slice(4 * i, 4 * i + 3)]], []),
            ticks: [`−${number(most)}`, '0', number(most)],
          };
        }""", MISREAD)
    assert min(found["maps"]) < 0 < max(found["maps"])
    assert panel.page.locator(".heat-maps > .colorbar .colorbar-ticks span").all_inner_texts() == found["ticks"]
    order = sorted(range(784), key=lambda i: found["maps"][i])
    (red, _, blue), (red_against, _, blue_against) = found["pixels"][order[-1]], found["pixels"][order[0]]
    if found["maps"][order[-1]] > 0.3 * max(map(abs, found["maps"])):
        assert red > blue + 60
    if -found["maps"][order[0]] > 0.3 * max(map(abs, found["maps"])):
        assert blue_against > red_against + 60
    # Where nothing speaks the image is seen, which is gray.
    silent = min(range(784), key=lambda i: abs(found["maps"][i]))
    assert max(found["pixels"][silent]) - min(found["pixels"][silent]) < 20
    panel.page.get_by_role("button", name="All classes").click()
    panel.until("document.querySelectorAll('.heat-maps .heat').length === 11")


def test_a_unit_and_a_wrong_target(panel):
    panel.open(f"tab=analysis&sample={MISREAD}&target=conv2:5")
    maps(panel)
    assert panel.page.locator(".heat-title").all_inner_texts()[0].endswith("5")
    field = panel.page.get_by_role("textbox", name="Targets")
    field.fill("12")
    field.press("Enter")
    assert "There is no class 12" in panel.page.locator("#target-fault").inner_text()
    assert panel.view()["target"] == "conv2:5"


def test_work_on_demand_says_how_far_it_is(panel):
    panel.dashboard.context.add_init_script(
        """window.far = [];
        new MutationObserver(() => {
          const text = document.querySelector('.waiting .far:not([hidden])')?.textContent;
          if (text && window.far.at(-1) !== text) window.far.push(text);
        }).observe(document, { subtree: true, childList: true, characterData: true });""")
    panel.open(f"tab=analysis&sample={MISREAD}&target=6&method=rise")
    told = panel.until("window.far.length > 0 && window.far", 120)
    done, total = (int(number.replace(",", "")) for number in re.match(r"([\d,]+) of ([\d,]+)", told[0]).groups())
    assert 0 <= done <= total and total > 1
    # It goes away with the work.
    maps(panel)
    panel.until("document.querySelector('.randomization') !== null", 120)
    assert panel.page.locator(".waiting .far").count() == 0


def test_a_fault_is_told_in_place_with_its_remedy(panel):
    panel.open(f"tab=analysis&sample={MISREAD}&layer=nowhere")
    alert = panel.page.locator(".heat-status [role=alert]")
    alert.wait_for()
    assert "nowhere" in alert.inner_text()
    panel.expect_error("layer=nowhere")
    panel.page.get_by_label("Layer", exact=True).select_option("conv1")
    assert maps(panel).count() == 11
