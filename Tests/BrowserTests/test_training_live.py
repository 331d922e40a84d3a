"""A training that is followed live, and the deletion of what it left."""

import subprocess

import pytest
from served import HOST


def test_a_training_is_followed_live(own_panel, own_server):
    """Trains another model in the same project while the page is open; its curves grow without a reload."""
    plan = own_server.folder / "leap.yaml"
    text = plan.read_text()
    plan.write_text(text.replace("learning_rate: 0.002", "learning_rate: 0.003"))
    own_panel.open("tab=metrics&run=run-0001")
    known = own_panel.page.evaluate("leap.app.api.get('/runs').then(({ runs }) => runs.map(({ name }) => name))")
    training = subprocess.Popen(
        [HOST, "train"], cwd=own_server.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        name = own_panel.until(
            "leap.app.api.get('/runs').then(({ runs }) => runs.find(({ name, state }) => state === 'running'"
            f" && !{known}.includes(name))?.name)", 90)
        own_panel.until(f"leap.app.api.arrays('/runs/{name}/training').then(({{ step }}) => step.length > 20)", 60)
        # A run under way has neither map nor columns, and the browser says so.
        own_panel.expect_error(f"/runs/{name}/map")
        own_panel.expect_error(f"/runs/{name}/columns")
        own_panel.page.evaluate("(name) => leap.app.view.set({ run: name }, { push: true })", name)
        drawn = "Math.max(0, ...[...(document.querySelector('[data-training=loss] .js-plotly-plot')?.data[1]?.x ?? [])])"
        own_panel.until(f"leap.app.run.name === '{name}' && {drawn} > 0")
        first = own_panel.page.evaluate(drawn)
        own_panel.until(f"{drawn} > {first} + 50")
        assert own_panel.page.locator(".tag-live").is_visible()
        own_panel.shot("training-live")
    finally:
        training.terminate()
        training.wait(60)
        plan.write_text(text)


def test_a_run_is_deleted_for_good(own_panel):
    """The last test of this module: the newest run that is not open, which the training above has left, or the second one."""
    own_panel.open("tab=runs&run=run-0001")
    own_panel.page.locator(".run-card").first.wait_for()
    other = own_panel.page.locator(".run-card:not(.open)").first
    if not other.count():
        pytest.skip("the project has one run")
    name = other.get_attribute("data-run")
    card = own_panel.page.locator(f".run-card[data-run={name}]")
    card.get_by_role("button", name=f"Delete {name}").click()
    card.get_by_label(f"Type {name} to confirm", exact=True).fill(name)
    card.get_by_role("button", name="Delete for good").click()
    own_panel.until(f"!document.querySelector('.run-card[data-run={name}]')")
    names = own_panel.page.evaluate("leap.app.api.get('/runs').then(({ runs }) => runs.map(({ name }) => name))")
    assert name not in names and "run-0001" in names
