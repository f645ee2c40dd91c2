"""Several things at once: the same as one after the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from lianhu.reading import cores
from lianhu.words import say
from lianhu.words.problems import ToolError


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_cores", lambda: 2)


def test_results_come_in_order_and_from_other_processes() -> None:
    known = {number: str(number) for number in range(20)}  # what stood before is at hand
    found = list(cores.each(lambda number: (known[number], os.getpid()), range(20)))
    assert [text for text, _ in found] == [str(number) for number in range(20)]
    assert os.getpid() not in {process for _, process in found[1:]}


def test_what_the_first_makes_on_its_way_the_others_find_made() -> None:
    made: list[int] = []

    def work(_: int) -> int:
        made.append(os.getpid())
        return made[0]

    assert set(cores.each(work, range(8))) == {os.getpid()}


def test_a_result_may_be_large() -> None:
    assert [len(text) for text in cores.each(lambda number: "村" * number, range(0, 4_000_000, 500_000))] == [
        *range(0, 4_000_000, 500_000)
    ]


@pytest.mark.parametrize("why", ["few", "one core", "a thread"])
def test_where_it_does_not_pay_or_is_not_safe_nothing_is_copied(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if why == "one core":
        monkeypatch.setattr(cores, "_cores", lambda: 1)
    elsewhere = threading.Event()
    thread = threading.Thread(target=elsewhere.wait)
    if why == "a thread":
        thread.start()
    things = range(cores.FEWEST - 1 if why == "few" else 8)
    assert set(cores.each(lambda _: os.getpid(), things)) == {os.getpid()}
    elsewhere.set()


def test_what_is_wrong_with_one_is_told_as_it_is() -> None:
    def work(number: int) -> int:
        if number == 5:
            raise ToolError(say("There is no mapping to read at {path}.", path="x"))
        return number

    found = cores.each(work, range(8))
    assert [next(found) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(ToolError) as told:
        next(found)
    assert told.value.text == say("There is no mapping to read at {path}.", path="x")


def test_what_an_ended_process_left_undone_is_done() -> None:
    own = os.getpid()

    def work(number: int) -> int:
        if number in (3, 6) and os.getpid() != own:  # each of the two is ended, as by a machine without memory
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(cores.each(work, range(12))) == [*range(12)]


def test_who_stops_asking_leaves_no_process_behind() -> None:
    found = cores.each(lambda _: os.getpid(), range(8))
    _, process = next(found), next(found)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


WAITING = """
import os, time
from lianhu.reading import cores
cores._cores = lambda: 2
def work(number):
    if number:  # the first is done before there are copies
        os.write(1, b"%d\\n" % os.getpid())
        time.sleep(60)
list(cores.each(work, range(8)))
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_however_a_command_ends_its_copies_end_with_it(end: signal.Signals) -> None:
    command = subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert command.stdout
    copies = [int(command.stdout.readline()) for _ in range(2)]
    command.send_signal(end)
    assert command.wait(timeout=30) != 0
    assert command.stdout.read() == b""  # until the last who could write has ended
    assert command.pid not in copies
    command.stdout.close()
