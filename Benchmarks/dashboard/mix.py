"""What the clients of load.py ask for."""

import random

from server import get


def requests(base: str):
    """An endless mix of (kind, path), the same on every run."""
    run = get(base, "/project")["current"]
    about = get(base, f"/runs/{run}")
    subsets = [s for s in about["subsets"] if s["count"]]
    columns = [c["name"] for c in about["columns"]]
    count = about["sample_count"]
    choose = random.Random(7)
    root = f"/api/v1/runs/{run}"

    def sample():
        subset = choose.choice(subsets)
        return f"{subset['name']}:{choose.randrange(subset['count'])}"

    while True:
        kind = choose.choices(
            ["sample", "image", "column", "known column", "sprite", "insights", "metrics", "run"], [40, 25, 8, 10, 7, 4, 3, 3]
        )[0]
        if kind == "sample":
            yield kind, f"{root}/samples/{sample()}"
        elif kind == "image":
            yield kind, f"{root}/samples/{sample()}/image?scale=4"
        elif kind in ("column", "known column"):
            yield kind, f"{root}/columns?names={choose.choice(columns)}"
        elif kind == "sprite":
            rows = ",".join(str(choose.randrange(count)) for _ in range(32))
            yield kind, f"{root}/sprite?rows={rows}"
        elif kind == "insights":
            yield kind, f"{root}/insights"
        elif kind == "metrics":
            yield kind, f"{root}/metrics"
        else:
            yield kind, root
