"""Sends leap-host serve what its OpenAPI document allows, and what it does not, and looks for 5xx, crashes and undocumented answers.

usage: fuzz.py SCHEMATHESIS LEAP_HOST PROJECT DOCUMENT [SECONDS=300]

PROJECT is copied first. Event streams, which never end, are left out, and deleting runs is tried last, as nothing is left to ask then.
Prints one JSON line a figure and ends with 1 where something was found.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

from server import get, line, resident, seconds, serving

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
DELETION = "delete_runs_run"


def attack(schemathesis: str, document: str, base: str, folder: str, duration: float, *chosen: str):
    """Returns how many requests were made up, and the report where one of them found something."""
    command = [
        schemathesis, "run", document, "--url", base, "--checks", CHECKS, "--mode", "all", "--max-time", str(int(duration)),
        "--continue-on-failure", "--request-timeout", "60", "--seed", "1", "--no-color", *chosen,
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    count = sum(int(n) for n in re.findall(r"(\d+) generated", done.stdout))
    return count, done.stdout + done.stderr if done.returncode else ""


def main():
    schemathesis, host, project, document = sys.argv[1:5]
    duration = float(sys.argv[5]) if len(sys.argv) > 5 else 300
    document = os.path.abspath(document)
    folder = tempfile.mkdtemp()
    try:
        copy = os.path.join(folder, "project")
        shutil.copytree(project, copy, symlinks=True)
        with serving(host, copy) as (base, pid):
            before = resident(pid)
            started = seconds()
            most = ("--exclude-path", "/api/v1/events", "--exclude-operation-id", DELETION)
            cases, report = attack(schemathesis, document, base, folder, duration * 0.95, *most)
            last, more = attack(schemathesis, document, base, folder, duration * 0.05 + 1, "--include-operation-id", DELETION)
            took = seconds() - started
            after = resident(pid)
            get(base, "/health")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    line("requests made up", cases + last, "requests")
    line("time", took, "s")
    line("parts with a finding", bool(report) + bool(more), "parts")
    line("memory before", before, "MB")
    line("memory after", after, "MB")
    if report or more:
        print((report + more)[-8000:], file=sys.stderr)
        sys.exit(1)


main()
