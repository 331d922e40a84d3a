"""Dark by default, light on request; and what axe finds in each panel, in both."""

import pytest
from axe_playwright_python.sync_playwright import Axe

THEME = "document.documentElement.dataset.theme"

# Of each panel the view state, and what is there once it is drawn.
PANELS = {
    "sample": ("sample=validation:11701&table=1&outline=1", "document.querySelector('.class-bars') && document.querySelector('.line')"),
    "worst": ("", "document.querySelector('.worst-card')"),
    "analysis": (
        "tab=analysis&sample=validation:11701",
        "document.querySelectorAll('.heat[aria-busy=false]').length === 11",
    ),
    "probe": ("tab=analysis&mode=probe&sample=validation:11701", "document.querySelector('.probe-answer')"),
    "similars": (
        "tab=similars&seeds=test:5012&limit=50&pair=test:5012,test:11",
        "document.querySelectorAll('.card-open').length === 50 && document.querySelector('.features')",
    ),
    "insights": ("tab=insights&insight=1", "document.querySelector('.insight')"),
    "metrics": (
        "tab=metrics",
        "document.querySelectorAll('.chart-list .js-plotly-plot').length >= 5 && !document.querySelector('.chart-card[aria-busy]')",
    ),
    "runs": ("tab=runs", "document.querySelector('.run-card')"),
}


def test_dark_unless_light_is_asked_for(dashboard):
    one = dashboard(color_scheme="light")
    page = one.open()
    assert page.evaluate(THEME) == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(THEME) == "light"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 250, 251)"
    assert page.evaluate("leap.app.colors.theme") == "light"
    # It is remembered, until dark is asked for.
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate(THEME) == "light"
    page.keyboard.press("d")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate(THEME) == "dark"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_no_serious_accessibility_fault(dashboard, theme):
    one = dashboard()
    page = one.open()
    if theme == "light":
        page.keyboard.press("d")
    faults = {}
    for name, (view, drawn) in PANELS.items():
        page.goto(f"{one.server.url}/#{view}")
        one.until(f"Boolean({drawn})", 60)
        faults[name] = serious(one)
        one.picture(f"{name}-{theme}")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    faults["help"] = serious(one)
    assert page.evaluate(THEME) == theme
    assert {name: found for name, found in faults.items() if found} == {}


def serious(one):
    """Serious faults that axe finds, each with where it is. Colors on their way to others would be taken for faint ones."""
    one.until("!document.getAnimations().some((animation) => animation instanceof CSSTransition)")
    found = Axe().run(one.page).response["violations"]
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]][:5])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
