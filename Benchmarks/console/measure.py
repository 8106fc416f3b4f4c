"""Measures the console from outside, in a pseudo-terminal, against its budgets.

    scripts/measure-console                builds the release and measures it
    Benchmarks/console/measure.py BINARY   measures a binary

Needs Python 3 and Linux. Nothing here fails on a figure: it prints a table and says where a budget
does not hold. The figures are those of the machine and of what else runs on it.
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
    times = []
    for _ in range(rounds):
        with Terminal([binary, "run"]) as terminal:
            times.append(terminal.wait_for(b"quit") - terminal.start)
    row("first frame, 160x50", 1000 * statistics.median(times), "ms", 50)


def steady(binary, seconds):
    """A run as one leaves it open: bytes and CPU a frame, at two frames a second."""
    with Terminal([binary, "run", "--frame-rate", "2"]) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(3)
        process = terminal.process
        cpu, start = cpu_seconds(process), time.perf_counter()
        count = terminal.read_for(seconds)
        wall = time.perf_counter() - start
        cpu = cpu_seconds(process) - cpu
        row("a frame, 160x50, 2 a second", count / (2 * wall) / 1000, "kB", 3, 2)
        row("share of a core at that, simulation and all", 100 * cpu / wall, "%", 0.5, 2)


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


def latency(binary, name, arguments, presses, budgets):
    """From a key to the first byte of the frame that answers it.

    Between keys there is a frame every five seconds only, so what comes is the answer.
    """
    chance = random.Random(1)
    times = []
    with Terminal([binary, "run", "--frame-rate", "0.2"] + arguments) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(1)
        for number in range(presses):
            terminal.read_for(chance.uniform(0.02, 0.08))
            pressed = terminal.press(b"\x1b[C" if number % 20 < 10 else b"\x1b[D")
            if terminal.read(2):
                times.append(time.perf_counter() - pressed)
    row(f"key to screen, {name}, p50", 1000 * share(times, 0.5), "ms", budgets[0], 2)
    row(f"key to screen, {name}, p95", 1000 * share(times, 0.95), "ms", budgets[1], 2)


def memory(binary):
    """What is in RAM when an hour was simulated, with the copies for going back."""
    with Terminal([binary, "run", "--speed", "1800", "--frame-rate", "10"]) as terminal:
        terminal.wait_for(b"quit")
        terminal.read_for(2)
        terminal.press(b" g3600s\r")
        terminal.quiet()
        row("memory after a simulated hour", resident_mebibytes(terminal.process), "MiB", 64)


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
    """What goes out a second where little may."""
    arguments = [binary, "run", "--low-bandwidth", "--speed", "max"]
    with Terminal(arguments) as terminal:
        terminal.read_for(3)
        count = terminal.read_for(seconds)
        row("--low-bandwidth at full speed", count / seconds / 1000, "kB/s", 2.1, 2)


def slow_reader(binary, seconds):
    """A terminal that takes 5 kB a second: the simulation goes on, and keys are answered."""
    with Terminal([binary, "run", "--speed", "max"]) as terminal:
        terminal.wait_for(b"quit")
        process = terminal.process
        cpu, end = cpu_seconds(process), time.perf_counter() + seconds
        while time.perf_counter() < end:
            time.sleep(0.1)
            try:
                os.read(terminal.descriptor, 500)
            except BlockingIOError:
                pass
        row("5 kB/s reader, full speed: share of a core", 100 * (cpu_seconds(process) - cpu) / seconds,
            "%")
        pressed = terminal.press(b"q")
        while os.waitpid(terminal.guard, os.WNOHANG)[0] == 0:
            try:
                os.read(terminal.descriptor, 500)
            except (BlockingIOError, OSError):
                pass
            time.sleep(0.02)
        row("5 kB/s reader: from q to the end", 1000 * (time.perf_counter() - pressed), "ms")
        terminal.close = lambda: os.close(terminal.descriptor)


def table():
    """The rows as text, the budgets beside them."""
    width = max(len(what) for what, *_ in ROWS)
    print(f"{'':{width}}  {'measured':>12}  budget")
    for what, value, budget, holds, unit in ROWS:
        bound = "" if budget is None else f"{budget} {unit}{'' if holds else '   does not hold'}"
        print(f"{what:{width}}  {value:>12}  {bound}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binary", help="the tandem to measure")
    parser.add_argument("--quick", action="store_true", help="a fifth of the time, rough figures")
    options = parser.parse_args()
    length = 1 if options.quick else 5
    binary = os.path.abspath(options.binary)
    first_frame(binary, 4 * length)
    steady(binary, 6 * length)
    paused(binary, 2 * length)
    latency(binary, "full speed", ["--speed", "max"], 60 * length, (2, 16))
    latency(binary, "paused", ["--paused"], 60 * length, (2, 16))
    memory(binary)
    seek(binary, 6 * length)
    low_bandwidth(binary, 3 * length)
    slow_reader(binary, 2 * length)
    table()


if __name__ == "__main__":
    sys.exit(main())
