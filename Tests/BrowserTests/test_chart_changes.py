"""Charts are made, saved, changed, moved, hidden, deleted and taken away as files."""

import csv
import io

from panels import chart


def test_a_chart_is_made_saved_changed_moved_and_deleted(panel):
    panel.open("tab=metrics")
    chart(panel, "Confusion matrix")
    page = panel.page
    page.get_by_role("button", name="Add chart").click()
    form = page.locator(".editor")
    form.get_by_label("Title", exact=True).fill("Loss by brightness")
    form.get_by_label("x", exact=True).select_option("brightness")
    form.get_by_label("Groups of x", exact=True).select_option("bins")
    form.get_by_label("Number or width of the bins", exact=True).fill("7")
    page.locator(".editor-preview .js-plotly-plot").wait_for()
    panel.until("document.querySelector('.editor-preview .js-plotly-plot')?.data[0]?.x.length === 7")
    # The server's word on a filter that does not fit stands in place.
    form.get_by_label("Filter", exact=True).fill("lable == 4")
    page.locator(".editor-preview [role=alert]").wait_for()
    assert "lable" in page.locator(".editor-preview [role=alert]").inner_text()
    panel.expect_error("/chart")
    form.get_by_label("Filter", exact=True).fill("label == 4")
    page.locator(".editor-preview .js-plotly-plot").wait_for()
    panel.shot("chart-editor")
    page.get_by_role("button", name="Add to the dashboard").click()
    chart(panel, "Loss by brightness")
    panel.reload()
    card = chart(panel, "Loss by brightness")
    card.get_by_role("button", name="Edit: Loss by brightness").click()
    page.locator(".editor").get_by_label("Title", exact=True).fill("Loss of fours by brightness")
    page.locator(".editor").get_by_role("button", name="Save", exact=True).click()
    card = chart(panel, "Loss of fours by brightness")
    titles = "[...document.querySelectorAll('.chart-list h3')].map((title) => title.textContent)"
    before = panel.page.evaluate(titles)
    card.get_by_role("button", name="Move forward: Loss of fours by brightness").click()
    place = before.index("Loss of fours by brightness")
    panel.until(f"({titles})[{place - 1}] === 'Loss of fours by brightness'")
    chart(panel, "Loss of fours by brightness").get_by_role("button", name="Delete: Loss of fours by brightness").click()
    panel.until(f"!({titles}).includes('Loss of fours by brightness')")
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    panel.until(f"({titles}).includes('Loss of fours by brightness')")
    chart(panel, "Loss of fours by brightness").get_by_role("button", name="Delete: Loss of fours by brightness").click()
    panel.until(f"!({titles}).includes('Loss of fours by brightness')")


def test_a_chart_of_leap_yaml_is_hidden_and_shown(panel):
    panel.open("tab=metrics")
    chart(panel, "Accuracy in training").get_by_role("button", name="Hide: Accuracy in training").click()
    show = panel.page.get_by_role("button", name="Show Accuracy in training")
    show.wait_for()
    show.click()
    chart(panel, "Accuracy in training")


def test_downloads(panel):
    panel.open("tab=metrics")
    title = "Mean loss of even and odd digits"
    chart(panel, title)
    with panel.page.expect_download() as download:
        panel.page.get_by_role("button", name=f"Save {title} as CSV").click()
    with open(download.value.path(), newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert len(rows) == 10 and sum(int(row["n"]) for row in rows) == 70_000
    with panel.page.expect_download() as download:
        panel.page.get_by_role("button", name=f"Save {title} as PNG").click()
    with open(download.value.path(), "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
