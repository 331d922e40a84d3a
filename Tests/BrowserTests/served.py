"""A server over a copy of a finished project."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.request


HOST = os.path.abspath(os.environ.get("LEAP_HOST", ".build/debug/leap-host"))


class Server:
    """`leap-host serve` over a copy of the project, at a port of its own."""

    def __init__(self, folder):
        project = pathlib.Path(os.environ.get("LEAP_BROWSER_PROJECT", "."))
        self.folder = folder / "project"
        self.folder.mkdir()
        shutil.copy(project / "leap.yaml", self.folder)
        shutil.copytree(project / ".leap", self.folder / ".leap")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process = None
        self.start()

    def start(self):
        command = [HOST]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command + ["serve", "--no-open", "--port", str(self.port)], cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/api/v1/health", timeout=5).read()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"leap-host serve did not start: {self.log.read_text()}") from None
                time.sleep(0.1)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
