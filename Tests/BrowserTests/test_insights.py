"""Insights: the list, one unfolded, selection, decisions and their undoing."""



def insights(panel):
    return panel.page.evaluate("leap.app.api.get(leap.app.runPath('insights'))")["insights"]


def cards(panel):
    panel.until("document.querySelectorAll('.insight').length > 0")
    return panel.page.locator(".insight")


def test_worst_first_with_what_explains_them(panel):
    panel.open("tab=insights")
    cards(panel)
    found = insights(panel)
    assert [text.strip() for text in panel.page.locator(".insight-title").all_inner_texts()] == [insight["title"] for insight in found]
    severities = [insight["severity"] for insight in found]
    assert severities == sorted(severities, reverse=True)
    cards(panel).first.locator(".insight-head").click()
    panel.page.locator(".insight-members").wait_for()
    report = panel.page.evaluate("(id) => leap.app.api.get(leap.app.runPath(`insights/${id}`))", found[0]["id"])
    assert panel.page.locator(".effects dt").all_inner_texts() == [effect["name"] for effect in report["effects"]]
    assert panel.page.locator(".explanations tbody tr").count() == min(8, len(report["explanations"]))
    assert panel.view()["insight"] == str(found[0]["id"])
    panel.shot("insights")


def test_its_samples_are_selected_everywhere(panel):
    panel.open("tab=insights")
    cards(panel).first.locator(".insight-head").click()
    panel.page.get_by_role("button", name="Select samples").click()
    identity = panel.view()["insight"]
    report = panel.page.evaluate("(id) => leap.app.api.get(leap.app.runPath(`insights/${id}`))", identity)
    panel.until("leap.app.selection.rows.length > 0")
    assert panel.selected() == sorted({member["row"] for member in report["members"]})


def test_a_decision_is_kept_and_can_be_undone(panel):
    panel.open("tab=insights")
    cards(panel).last.locator(".insight-head").click()
    identity = panel.view()["insight"]
    state = lambda: next(insight["state"] for insight in insights(panel) if str(insight["id"]) == identity)
    before = cards(panel).count()
    panel.page.get_by_role("button", name="Dismiss", exact=True).click()
    panel.until(f"document.querySelectorAll('.insight').length === {before - 1}")
    assert state() == "dismissed"
    panel.page.locator(".toast").get_by_role("button", name="Undo").click()
    panel.until(f"document.querySelectorAll('.insight').length === {before}")
    assert state() == "open"


def test_kinds_and_states_filter(panel):
    panel.open("tab=insights&state=accepted")
    panel.page.get_by_text("Nothing is accepted").wait_for()
    panel.page.locator(".insight-list").get_by_role("button", name="Show all").click()
    cards(panel)
    kind = insights(panel)[0]["kind"]
    panel.page.get_by_label("Kind", exact=True).select_option(kind)
    panel.until(f"[...document.querySelectorAll('.insight')].every((card) => card.dataset.kind === '{kind}')")
    assert panel.view()["kind"] == kind
