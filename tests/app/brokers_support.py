"""Private servers on loopback for tests: mosquitto and PostgreSQL. They die with the test."""

import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from live_support import until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def account():
    """Brokers will not run as root, or give themselves away: as nobody then."""
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


class Server:
    """A folder of its own, under a short name (sockets have at most 107 bytes), and one process."""

    def __init__(self, test):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="borough-", dir="/tmp"))
        self.port, self.process = free_port(), None
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam("nobody").pw_uid, -1)
        test.addCleanup(self.remove)

    def launch(self, *command):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **account())

    def end(self, how=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)

    def remove(self):
        self.end(signal.SIGQUIT if isinstance(self, Postgres) else signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


class Mosquitto(Server):
    PROGRAM = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin")

    def __init__(self, test, saves_each_change=False):
        super().__init__(test)
        saves = "autosave_on_changes true\nautosave_interval 1\n" if saves_each_change else ""
        (self.folder / "conf").write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location {self.folder}/\n"
                                          "max_queued_messages 0\nset_tcp_nodelay true\n" + saves)
        self.start()

    def start(self):
        self.launch(self.PROGRAM, "-c", self.folder / "conf")
        if not until(self._answers):
            raise RuntimeError("mosquitto does not come up: " + (self.folder / "log").read_text())

    def _answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def url(self, topic):
        return f"mqtt://127.0.0.1:{self.port}/{topic}"


class Publisher:
    """The few bytes of MQTT 3.1.1 a test needs to know which of its messages the broker has taken."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = 0
        self._send(0x10, b"\0\4MQTT\4\2\0\0" + self._text(f"test-{port}-{id(self)}"))
        if self._packet()[0] != 0x20:
            raise OSError("no CONNACK")

    @staticmethod
    def _text(text):
        return len(text.encode()).to_bytes(2, "big") + text.encode()

    def _send(self, kind, body):
        length, left = b"", len(body)
        while left >= 128:
            length, left = length + bytes([left % 128 | 128]), left // 128
        self.socket.sendall(bytes([kind]) + length + bytes([left]) + body)

    def _read(self, size):
        got = b""
        while len(got) < size:
            piece = self.socket.recv(size - len(got))
            if not piece:
                raise OSError("the broker has gone")
            got += piece
        return got

    def _packet(self):
        kind, length, shift = self._read(1)[0], 0, 0
        while True:
            byte = self._read(1)[0]
            length, shift = length | (byte & 127) << shift, shift + 7
            if byte < 128:
                return kind, self._read(length)

    def send(self, topic, body):
        self.number = self.number % 65535 + 1
        self._send(0x32, self._text(topic) + self.number.to_bytes(2, "big") + body.encode())

    def acknowledged(self):
        kind, _ = self._packet()
        if kind != 0x40:
            raise OSError(f"no PUBACK but {kind:x}")

    def publish(self, topic, body):
        """QoS 1: back once the broker has it."""
        self.send(topic, body)
        self.acknowledged()

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def postgres_programs():
    places = os.environ.get("PATH", "").split(":") + sorted(map(str, pathlib.Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    for place in places:
        found = pathlib.Path(place, "initdb").resolve().parent
        if (found / "initdb").exists() and (found / "postgres").exists():
            return found
    return None


class Postgres(Server):
    def __init__(self, test):
        super().__init__(test)
        self.programs = postgres_programs()
        subprocess.run([self.programs / "initdb", "-D", self.folder / "data", "--auth=trust", "--username=borough", "--encoding=UTF8", "--locale=C", "--no-sync"],
                       check=True, capture_output=True, cwd=self.folder, **account())
        self.start()

    def start(self):
        self.launch(self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
                    "-c", "shared_buffers=16MB", "-c", "fsync=off")  # after a kill it would sync every file, for as long as the disk is busy
        ready = [self.programs / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)]
        if not until(lambda: subprocess.run(ready, check=False).returncode == 0, 20, 0.05):
            raise RuntimeError("PostgreSQL does not come up: " + (self.folder / "log").read_text())

    def stop(self):
        self.end(signal.SIGQUIT)
        time.sleep(0.05)

    def execute(self, sql):
        command = [self.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port), "-U", "borough", "-d", "postgres"]
        subprocess.run(command, check=True, capture_output=True, input=sql, text=True, **account())

    def url(self, query):
        return f"postgresql://borough@127.0.0.1:{self.port}/postgres?{query}"
