"""Runs: list, title and note, comparison, deletion."""

import re
import statistics
import subprocess

import pytest
from served import HOST


# A model that is trained and evaluated in seconds.
SMALL = """
model:
  plugin: libMNISTCNN.so
  options:
    layers: [{kind: flatten}, {kind: dense, units: 16}, {kind: relu}, {kind: dense, units: 10}]
  training: {epochs: 2, batch_size: 128}
analyzers: []
"""


@pytest.fixture(scope="module")
def second(own_server):
    """A finished run besides run-0001, of another model on the same samples."""
    plan = own_server.folder / "leap.yaml"
    text = plan.read_text()
    plan.write_text(text[:text.index("\nmodel:")] + SMALL)
    try:
        subprocess.run([HOST, "run"], cwd=own_server.folder, check=True, capture_output=True)
    finally:
        plan.write_text(text)
    newest = max(path.name for path in (own_server.folder / ".leap" / "runs").iterdir())
    assert newest != "run-0001"
    return newest


@pytest.fixture
def two(own_panel, second):
    own_panel.open("tab=runs&run=run-0001")
    own_panel.page.locator(f".run-card[data-run={second}]").wait_for()
    return own_panel


def test_title_and_note_are_kept(own_panel):
    own_panel.open("tab=runs")
    card = own_panel.page.locator(".run-card[data-run=run-0001]")
    card.get_by_role("button", name="Title and note of run-0001").click()
    card.get_by_label("Title", exact=True).fill("The first one")
    card.get_by_label("Note", exact=True).fill("eight epochs")
    card.get_by_role("button", name="Save").click()
    own_panel.page.get_by_role("heading", name="The first one").wait_for()
    own_panel.reload()
    own_panel.page.get_by_role("heading", name="The first one").wait_for()
    assert "eight epochs" in card.inner_text()
    run = own_panel.page.evaluate("leap.app.api.get('/runs/run-0001')")
    assert f"{run['facts']['validation_accuracy'] * 100:.2f} %" in card.inner_text()
    own_panel.shot("runs")


def test_two_runs_are_compared(two, second):
    other = second
    two.page.get_by_role("button", name=f"Compare {other} with the open run").click()
    two.page.locator(".compare-table tbody tr").first.wait_for()
    two.page.locator(".compare-curves .js-plotly-plot").nth(1).wait_for()
    runs = two.page.evaluate("(other) => Promise.all(['run-0001', other].map((name) => leap.app.api.get(`/runs/${name}/metrics`)))", other)
    row = two.page.locator(".compare-table tbody tr", has_text="accuracy").first.inner_text()
    assert "better" in row or "worse" in row or "same" in row
    assert set(runs[0]["metrics"]) == set(runs[1]["metrics"])
    # The samples that only one reads right, counted from the columns themselves.
    only = two.page.evaluate(
        """async (other) => {
          const [a, b] = await Promise.all(['run-0001', other].map((name) => leap.app.api.arrays(`/runs/${name}/columns?names=correct`)));
          return [...a.correct].flatMap((value, row) => (value === 1 && b.correct[row] === 0 ? [row] : []));
        }""", other)
    two.page.locator(".compare-group", has_text="only run-0001 reads right").get_by_role("button", name="Select").click()
    two.until("leap.app.selection.rows.length > 0")
    assert two.selected() == only
    two.shot("compare")


def figure(text):
    """A number of the page: 1,234.5, −0.01, 3.2e-5."""
    return float(text.replace(",", "").replace("−", "-"))


def test_compared_figures_are_those_of_the_runs(two, second):
    two.page.get_by_role("button", name=f"Compare {second} with the open run").click()
    two.page.locator(".compare-table tbody tr").first.wait_for()
    names = ["run-0001", second]
    found = two.page.evaluate(
        "(names) => Promise.all(names.map((name) => leap.app.api.get(`/runs/${name}/metrics`)))", names)
    rows = two.page.evaluate(
        "[...document.querySelectorAll('.compare-table tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))")
    assert len(rows) == sum(len(subsets) for subsets in found[0]["metrics"].values())
    for name, subset, a, b, difference in rows:
        key = next(metric for metric in found[0]["metrics"] if metric.replace("_", " ") == name)
        values = [answer["metrics"][key][subset] for answer in found]
        assert [figure(a), figure(b)] == pytest.approx(values, rel=6e-4), (name, subset)
        change, verdict = difference.rsplit(" ", 1)
        assert figure(change) == pytest.approx(values[0] - values[1], rel=6e-3), (name, subset)
        is_better = (values[0] < values[1]) == bool(re.search("loss|error", name))
        assert verdict == ("better" if is_better else "worse"), (name, subset, values)


def test_compared_trainings_lie_on_the_same_axes(two, second):
    two.page.get_by_role("button", name=f"Compare {second} with the open run").click()
    plots = "[...document.querySelectorAll('.compare-curves .js-plotly-plot')]"
    two.until(f"{plots}.length === 2 && {plots}.every((plot) => plot.data?.length === 4)")
    drawn = two.page.evaluate(
        f"{plots}.map((plot) => plot.data.map(({{ name, x, y }}) => ({{ name, x: [...x], y: [...y] }})))")
    trainings = two.page.evaluate(
        """(names) => Promise.all(names.map(async (name) => {
          const { header, step, epoch, loss, accuracy } = await leap.app.api.arrays(`/runs/${name}/training`);
          return { epochs: header.epochs, step: [...step], epoch: [...epoch], loss: [...loss], accuracy: [...accuracy] };
        }))""", ["run-0001", second])
    for name, traces in zip(["loss", "accuracy"], drawn):
        assert [trace["name"] for trace in traces] == [
            f"{kind} {run}" for run in ("run-0001", second) for kind in ("training", "validation")]
        for training, (line, dots) in zip(trainings, [traces[:2], traces[2:]]):
            values = training[name]
            # A line of means over 40 batches on each side.
            for place in (0, len(line["x"]) // 2, len(line["x"]) - 1):
                i = training["step"].index(line["x"][place])
                assert line["y"][place] == pytest.approx(statistics.fmean(values[max(0, i - 40):i + 41]), rel=1e-9)
            assert dots["y"] == [epoch[f"validation_{name}"] for epoch in training["epochs"]]
            last = dict(zip(training["epoch"], training["step"]))
            assert dots["x"] == [last[epoch["epoch"]] for epoch in training["epochs"]]


def test_deletion_asks_for_the_name(two, second):
    other = second
    card = two.page.locator(f".run-card[data-run={other}]")
    card.get_by_role("button", name=f"Delete {other}").click()
    field = card.get_by_label(f"Type {other} to confirm", exact=True)
    assert card.get_by_role("button", name="Delete for good").is_disabled()
    field.fill("run-000")
    assert card.get_by_role("button", name="Delete for good").is_disabled()
    field.press("Escape")
    assert card.locator(".run-delete").count() == 0
    # Nothing was deleted.
    assert two.page.evaluate("(name) => leap.app.api.get(`/runs/${name}`).then(({ name }) => name)", other) == other
