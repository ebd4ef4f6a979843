"""window_stand_in as a process: what it prints, line by line, and what it is told."""

import os
import queue
import subprocess
import threading

STAND_IN = os.environ.get("BOROUGH_STAND_IN", "window_stand_in")


class StandIn:
    def __init__(self, *arguments, environment=None):
        self.process = subprocess.Popen([STAND_IN, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, bufsize=1, env={**os.environ, **(environment or {})})
        self.lines, self.seen, self.errors = queue.Queue(), [], ""
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors += line

    def wait_for(self, start, seconds=20):
        """The next line that begins so; those before it are in `seen`."""
        while True:
            try:
                line = self.lines.get(timeout=seconds)
            except queue.Empty:
                raise AssertionError(f"no line '{start}'; there were {self.seen[-20:]} {self.errors}") from None
            self.seen.append(line)
            if line.startswith(start):
                return line

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                pass
