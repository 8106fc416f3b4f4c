"""Measures the console from outside, in a pseudo-terminal, against its budgets.

    scripts/measure-console                builds the release and measures it
    Benchmarks/console/measure.py BINARY   measures a binary

Needs Python 3 and Linux. Nothing here fails on a figure: it prints a table and says where a budget
does not hold. Bytes, wake-ups and memory are the program's own. CPU is that of its threads, and on a
machine that does something else is up to twice what it is on a quiet one. Times are the best of several
rounds, since whatever else the machine does only ever adds.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

from terminal import Terminal, cpu_seconds, resident_mebibytes, wake_ups

SIZES = [(80, 24), (160, 50), (300, 100)]
VIEWS = "timeline throughput resharding shares queue rollout memory log pipeline compare".split()
ROWS = []


def row(what, value, unit, budget=None, digits=1):
    """A line of the table; budgets are upper bounds."""
    ROWS.append((what, f"{value:.{digits}f} {unit}", budget, budget is None or value <= budget, unit))


def share(values, part):
    """The value that a share of all is not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def first_frame(binary, rounds):
    """From starting the program to the last line of its first frame."""
    times, cpu = [], []
    for _ in range(rounds):
        with Terminal([binary, "run"]) as terminal:
            times.append(terminal.wait_for(b"quit") - terminal.start)
            cpu.append(cpu_seconds(terminal.process) + cpu_seconds(terminal.guard))
    row("first frame, 160x50, best", 1000 * min(times), "ms", 50)
    row("first frame, 160x50, median", 1000 * statistics.median(times), "ms")
    row("first frame, 160x50, CPU", 1000 * min(cpu), "ms")


def headless_seconds(binary, until):
    """CPU seconds of a run that shows nothing, up to a simulated time."""
    before = os.times()
    subprocess.run([binary, "run", "--headless", "--until", f"{until:.0f}s"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def steady(binary, seconds):
    """A run as one leaves it open: bytes and CPU a frame, at two frames a second."""
    for columns, rows in SIZES:
        with Terminal([binary, "run", "--frame-rate", "2"], columns, rows) as terminal:
            terminal.wait_for(b"quit")
            terminal.read_for(3)
            process = terminal.process
            cpu, start = cpu_seconds(process), time.perf_counter()
            count = terminal.read_for(seconds)
            wall = time.perf_counter() - start
            cpu = cpu_seconds(process) - cpu
        is_reference = (columns, rows) == (160, 50)
        row(f"a frame, {columns}x{rows}, 2 a second", count / (2 * wall) / 1000, "kB",
            3 if is_reference else None, 2)
        if is_reference:
            row("share of a core at that, simulation and all", 100 * cpu / wall, "%", 0.5, 2)
            same = headless_seconds(binary, 300 * (3 + wall)) - headless_seconds(binary, 900)
            row("of that, what the same run takes headless", 100 * same / wall, "%", None, 2)


def views(binary, seconds):
    """Bytes of a frame with each view alone."""
    script = os.path.join(tempfile.mkdtemp(), "view.script")
    for view in VIEWS:
        with open(script, "w") as file:
            file.write(f"at 0s\npanel {view}\n")
        with Terminal([binary, "run", "--frame-rate", "2", "--script", script]) as terminal:
            terminal.wait_for(b"quit")
            terminal.read_for(2)
            row(f"a frame, {view} alone, 160x50", terminal.read_for(seconds) / (2 * seconds) / 1000, "kB", 3, 2)


def paused(binary, seconds):
    """A run that stands still."""
    with Terminal([binary, "run", "--paused"]) as terminal:
        terminal.wait_for(b"quit")
        terminal.quiet(0.5)
        process, guard = terminal.process, terminal.guard
        before = wake_ups(process) + (wake_ups(guard) if guard != process else 0)
        count = terminal.read_for(seconds)
        after = wake_ups(process) + (wake_ups(guard) if guard != process else 0)
        row("paused: bytes", count, "B", 0, 0)
        row("paused: wake-ups, guard and all", (after - before) / seconds, "/s", 2)


def latency(binary, name, arguments, presses, rounds):
    """From a key to the first byte of the frame that answers it.

    Between keys there is a frame every five seconds only, so what comes is the answer.
    """
    chance = random.Random(1)
    middles, ends = [], []
    with Terminal([binary, "run", "--frame-rate", "0.2"] + arguments) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(1)
        for _ in range(rounds):
            times = []
            for number in range(presses):
                terminal.read_for(chance.uniform(0.02, 0.08))
                pressed = terminal.press(b"\x1b[C" if number % 20 < 10 else b"\x1b[D")
                if terminal.read(2):
                    times.append(time.perf_counter() - pressed)
            middles.append(share(times, 0.5))
            ends.append(share(times, 0.95))
    row(f"key to screen, {name}, p50, best of {rounds}", 1000 * min(middles), "ms", 2, 2)
    row(f"key to screen, {name}, p95, best of {rounds}", 1000 * min(ends), "ms", 16, 2)


def memory(binary, seconds):
    """What is in RAM: after an hour, with the copies for going back; after days; with ghosts."""
    with Terminal([binary, "run", "--speed", "1800", "--frame-rate", "10"]) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(2)
        terminal.press(b" g3600s\r")
        terminal.quiet()
        row("memory after a simulated hour", resident_mebibytes(terminal.process), "MiB", 64)
    with Terminal([binary, "run", "--speed", "max"]) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(seconds)
        row(f"memory after {seconds:.0f} s at full speed", resident_mebibytes(terminal.process), "MiB")
        for _ in range(20):
            terminal.press(b"Sb")
            terminal.read_for(0.2)
            terminal.press(b",x")
            terminal.read_for(0.2)
        row("memory after 40 what-ifs more", resident_mebibytes(terminal.process), "MiB")


def seek(binary, rounds):
    """From Enter to the frame, going anywhere in a recorded hour."""
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "hour.session")
        subprocess.run(
            [binary, "run", "--headless", "--until", "3600s", "--record", file],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times = []
        with Terminal([binary, "replay", file, "--paused"]) as terminal:
            terminal.wait_for(b"quit")
            terminal.quiet()
            for _ in range(rounds):
                terminal.press(b"g%ds" % chance.randrange(3600))
                terminal.quiet()
                pressed = terminal.press(b"\r")
                if terminal.read(10):
                    times.append(time.perf_counter() - pressed)
                terminal.quiet()
        row("seek in a recorded hour, p50", 1000 * share(times, 0.5), "ms", 200)
        row("seek in a recorded hour, worst", 1000 * max(times), "ms", 200)


def low_bandwidth(binary, seconds):
    """What goes out a second where little may, and when the first frame stands."""
    for columns, rows in SIZES:
        arguments = [binary, "run", "--low-bandwidth", "--speed", "max"]
        with Terminal(arguments, columns, rows) as terminal:
            there = terminal.wait_for(b"quit", 120) - terminal.start
            count = terminal.read_for(seconds)
            row(f"--low-bandwidth, full speed, {columns}x{rows}", count / seconds / 1000, "kB/s", 2.05, 2)
            row(f"--low-bandwidth, first frame, {columns}x{rows}", there, "s")


def slow_reader(binary, columns, rows, seconds):
    """A terminal that takes 5 kB a second: the simulation goes on, and keys are answered."""
    with Terminal([binary, "run", "--speed", "max"], columns, rows) as terminal:
        def sip():
            time.sleep(0.02)
            try:
                terminal.tail = (terminal.tail + os.read(terminal.descriptor, 100))[-65536:]
            except (BlockingIOError, OSError):
                pass
        while b"quit" not in terminal.tail:
            sip()
        there = time.perf_counter() - terminal.start
        process = terminal.process
        cpu, start = cpu_seconds(process), time.perf_counter()
        while time.perf_counter() < start + seconds:
            sip()
        cpu = cpu_seconds(process) - cpu
        wall = time.perf_counter() - start
        pressed = terminal.press(b"q")
        while os.waitpid(terminal.guard, os.WNOHANG)[0] == 0:
            sip()
        left = time.perf_counter() - pressed
        terminal.close = lambda: os.close(terminal.descriptor)
    name = f"5 kB/s reader, {columns}x{rows}"
    row(f"{name}: first frame", there, "s")
    row(f"{name}: share of a core", 100 * cpu / wall, "%")
    row(f"{name}: from q to the end", 1000 * left, "ms")


def table():
    """The rows as text, the budgets beside them."""
    width = max(len(what) for what, *_ in ROWS)
    print(f"{'':{width}}  {'measured':>12}  budget")
    for what, value, budget, holds, unit in ROWS:
        bound = "" if budget is None else f"{budget} {unit}{'' if holds else '   does not hold'}"
        print(f"{what:{width}}  {value:>12}  {bound}")
    missed = sum(not holds for *_, holds, _ in ROWS)
    print(f"{len(ROWS)} figures, {missed} above their budgets; load {os.getloadavg()[0]:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binary", help="the tandem to measure")
    parser.add_argument("--quick", action="store_true", help="a fifth of the time, rough figures")
    options = parser.parse_args()
    length = 1 if options.quick else 5
    binary = os.path.abspath(options.binary)
    first_frame(binary, 4 * length)
    steady(binary, 6 * length)
    views(binary, 2 * length)
    paused(binary, 2 * length)
    for name, arguments in [("full speed", ["--speed", "max"]), ("paused", ["--paused"])]:
        latency(binary, name, arguments, 40, 2 * length)
    memory(binary, 4 * length)
    seek(binary, 6 * length)
    low_bandwidth(binary, 6 * length)
    for columns, rows in [(160, 50), (300, 100)]:
        slow_reader(binary, columns, rows, 2 * length)
    table()


if __name__ == "__main__":
    sys.exit(main())
