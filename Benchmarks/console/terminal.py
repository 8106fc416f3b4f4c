"""A pseudo-terminal with a program in it, and what the kernel knows about that program."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time


class Terminal:
    """Runs a program in a terminal of its own, and reads as fast as the program writes."""

    def __init__(self, words, columns=160, rows=50, environment=None):
        variables = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": "/nonexistent",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        variables.update(environment or {})
        self.start = time.perf_counter()
        self.guard, self.descriptor = pty.fork()
        if self.guard == 0:
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(1, termios.TIOCSWINSZ, size)
            os.execvpe(words[0], words, variables)
        os.set_blocking(self.descriptor, False)
        self.bytes = 0
        self.tail = b""

    def read(self, seconds):
        """Waits so long for output at most, and returns what came first; b"" for nothing."""
        if not select.select([self.descriptor], [], [], max(0, seconds))[0]:
            return b""
        try:
            data = os.read(self.descriptor, 1 << 16)
        except (BlockingIOError, OSError):
            return b""
        self.bytes += len(data)
        self.tail = (self.tail + data)[-65536:]
        return data

    def read_for(self, seconds):
        """Reads for so long, and returns how many bytes came."""
        before, end = self.bytes, time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read(end - time.perf_counter())
        return self.bytes - before

    def wait_for(self, text, seconds=30):
        """Reads until a text came; the time it came, or an error."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if text in self.tail:
                return time.perf_counter()
            self.read(0.5)
        raise TimeoutError(f"{text!r} did not come in {seconds} s; the last was {self.tail[-300:]!r}")

    def quiet(self, seconds=0.2):
        """Reads until nothing comes for so long."""
        end = time.perf_counter() + 30
        while self.read(seconds):
            if time.perf_counter() > end:
                raise TimeoutError("the program writes on and on")

    def press(self, keys):
        """Types, and returns when: before, since the answer may be there when writing is over."""
        start = time.perf_counter()
        os.write(self.descriptor, keys)
        return start

    @property
    def process(self):
        """The console itself: the child of its guard, or the only process."""
        try:
            with open(f"/proc/{self.guard}/task/{self.guard}/children") as file:
                children = file.read().split()
        except OSError:
            children = []
        return int(children[0]) if children else self.guard

    def close(self):
        """Leaves the program by its key, or by force."""
        try:
            self.press(b"q")
            end = time.perf_counter() + 5
            while time.perf_counter() < end:
                self.read(0.05)
                if os.waitpid(self.guard, os.WNOHANG)[0]:
                    return
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.guard, 0)
        finally:
            os.close(self.descriptor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def cpu_seconds(process):
    """CPU time of all threads, in nanosecond grain (proc(5), schedstat)."""
    total = 0
    for thread in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{thread}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def wake_ups(process):
    """How often threads went to sleep of their own accord, and so woke up again."""
    total = 0
    for thread in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{thread}/status") as file:
            for line in file:
                if line.startswith("voluntary_ctxt_switches"):
                    total += int(line.split()[1])
    return total


def resident_mebibytes(process):
    """Memory that is in RAM: shared libraries and all."""
    with open(f"/proc/{process}/status") as file:
        for line in file:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0
