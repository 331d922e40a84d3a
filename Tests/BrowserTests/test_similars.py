"""Fetch similars: contact sheet, seeds, filters, the pair, selection, export."""

import csv
import io



def cards(panel):
    panel.until("document.querySelectorAll('.card-open').length > 0 && !document.querySelector('.sheet-list').classList.contains('stale')")
    return panel.page.locator(".card-open")


def neighbors(panel, query):
    return panel.page.evaluate("(query) => leap.app.api.get(leap.app.runPath(`similars?${query}`))", query)["neighbors"]


def test_the_hundred_nearest_are_shown_and_selected(panel):
    panel.open("tab=similars&seeds=test:5012")
    assert cards(panel).count() == 100
    answer = neighbors(panel, "samples=test%3A5012&limit=100")
    distances = [neighbor["distance"] for neighbor in answer]
    assert distances == sorted(distances)
    assert panel.page.locator(".card-open").first.get_attribute("title") == answer[0]["sample"]
    panel.until("leap.app.selection.rows.length === 100")
    assert panel.selected() == sorted(neighbor["row"] for neighbor in answer)
    panel.shot("similars")


def test_other_labels_stand_out(panel):
    panel.open("tab=similars&seeds=validation:11701")
    cards(panel)
    answer = neighbors(panel, "samples=validation%3A11701&limit=100")
    other = sum(neighbor["label"] != 5 for neighbor in answer)
    assert other > 0
    panel.until(f"document.querySelectorAll('.card-sample.other').length === {other}")
    assert f"{other} with another label" in panel.page.locator(".similars-summary").inner_text()
    # Not by color alone.
    assert panel.page.locator(".card-sample.other .card-other").first.inner_text() == "≠"


def test_seeds_subset_filter_and_metric_narrow_the_search(panel):
    panel.open("tab=similars&seeds=test:5012,test:11&limit=25")
    assert cards(panel).count() == 25
    panel.page.get_by_label("Within", exact=True).select_option("test")
    panel.until("[...document.querySelectorAll('.card-open')].every((card) => card.title.startsWith('test:'))")
    field = panel.page.get_by_label("Filter of the neighbors", exact=True)
    field.fill("label == 0")
    field.press("Enter")
    panel.until("[...document.querySelectorAll('.card-line b')].every((label) => label.innerText === '0')")
    panel.page.get_by_label("Metric", exact=True).select_option("cosine")
    panel.until("Number(document.querySelector('.card-distance').innerText) < 2")
    panel.page.get_by_role("button", name="Remove seed test:11").click()
    cards(panel)
    assert panel.view()["seeds"] == ["test:5012"]
    panel.page.go_back()
    panel.until("leap.app.view.get().seeds.length === 2")


def test_a_wrong_filter_is_told_in_place(panel):
    panel.open("tab=similars&seeds=test:5012")
    cards(panel)
    field = panel.page.get_by_label("Filter of the neighbors", exact=True)
    field.fill("lable == 4")
    field.press("Enter")
    alert = panel.page.locator(".similars [role=alert]")
    alert.wait_for()
    assert "lable" in alert.inner_text()
    panel.expect_error("lable")


def test_why_two_are_near(panel):
    panel.open("tab=similars&seeds=test:5012")
    first = cards(panel).first
    sample = first.get_attribute("title")
    first.hover()
    panel.page.get_by_role("button", name=f"Why is {sample} near?").click()
    panel.page.locator(".pair .heat").nth(1).wait_for()
    assert panel.page.locator(".pair .heat-title").all_inner_texts() == ["test:5012", sample]
    shares = panel.page.locator(".features .number").all_inner_texts()
    assert 1 < len(shares) <= 12
    assert panel.view()["pair"] == f"test:5012,{sample}"
    panel.shot("pair")
    # By the other metric: the distance is that of the list.
    assert "cosine similarity" in panel.page.locator(".pair-facts").inner_text()
    panel.page.get_by_role("button", name="l2", exact=True).click()
    panel.page.get_by_text("distance (l2)").wait_for()
    nearest = neighbors(panel, "samples=test%3A5012&limit=1&metric=l2")[0]
    assert nearest["sample"] == sample
    assert float(panel.page.locator(".pair-facts strong").inner_text()) == float(f"{nearest['distance']:.3g}")
    assert panel.view()["likeness"] == "l2"
    panel.page.get_by_role("button", name="Close the comparison").click()
    panel.until("document.querySelectorAll('.pair').length === 0")


def test_the_list_is_saved_as_csv(panel):
    panel.open("tab=similars&seeds=test:5012&limit=10")
    cards(panel)
    panel.page.get_by_role("button", name="Save the list as CSV").wait_for()
    with panel.page.expect_download() as download:
        panel.page.get_by_role("button", name="Save the list as CSV").click()
    with open(download.value.path(), newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    answer = neighbors(panel, "samples=test%3A5012&limit=10")
    assert [row["sample"] for row in rows] == [neighbor["sample"] for neighbor in answer]
    assert [float(row["distance"]) for row in rows] == [neighbor["distance"] for neighbor in answer]


def test_a_click_opens_the_sample_and_arrows_move(panel):
    panel.open("tab=similars&seeds=test:5012&limit=10")
    cards(panel).first.focus()
    panel.page.keyboard.press("ArrowRight")
    second = panel.page.evaluate("document.activeElement.title")
    assert second == cards(panel).nth(1).get_attribute("title")
    panel.page.keyboard.press("Enter")
    panel.until("leap.app.view.get().tab === 'sample'")
    assert panel.view()["sample"] == second
