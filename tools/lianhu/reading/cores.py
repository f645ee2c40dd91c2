"""Work on several things at once, where the machine has several cores."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Thing = TypeVar("Thing")
Result = TypeVar("Result")

FEWEST = 6  # things; of fewer, what two processes cost is more than what they gain
MOST = 4096  # tickets, which lie in one pipe


def each(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Result]:
    """What `work` gives for each thing, in order; an exception comes where its result would.

    The work may ask whatever stands when this begins, and what it changes is not seen outside: its result must say it.
    The first thing is done before the process is copied, so that what is made on the way (patterns, plans of schemas)
    is made once.
    Where a process cannot be copied as it stands (outside Unix, or beside threads) the things follow one another.
    However this process ends, its copies end with it.
    """
    cores = min(_cores(), len(things))
    is_safe = hasattr(os, "fork") and threading.active_count() == 1
    if cores < 2 or not FEWEST <= len(things) <= MOST or not is_safe:
        yield from map(work, things)
    else:
        yield from _in_copies(cores, work, things)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_copies(cores: int, work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Result]:
    from multiprocessing import Pipe
    from multiprocessing.connection import wait

    found: dict[int, tuple[bool, Any]] = {0: (True, work(things[0]))}
    with ExitStack() as stack:
        tickets, life = _tickets(range(1, len(things)), stack), os.pipe()
        stack.callback(os.close, life[0])
        stack.callback(os.close, life[1])
        answers: list[Any] = []
        for _ in range(cores):
            answer, told = Pipe(duplex=False)
            process = os.fork()
            if process == 0:
                _answer(tickets, life, told, lambda number: work(things[number]))
            stack.callback(_end, process)
            told.close()
            answers.append(stack.enter_context(answer))
        for number, thing in enumerate(things):
            while number not in found and answers:
                ready: Any
                for ready in wait(answers):
                    try:
                        which, *known = ready.recv()
                        found[which] = tuple(known)
                    except (EOFError, OSError):  # it has no more to do, or was ended
                        answers.remove(ready)
            is_done, result = found.pop(number, (False, None))
            yield result if is_done else work(thing)  # what a copy could not do is done here, and fails here


def _tickets(numbers: Iterable[int], stack: ExitStack) -> int:
    """A pipe with the numbers of things; each copy takes the next."""
    out, into = os.pipe()
    stack.callback(os.close, out)
    os.write(into, b"".join(number.to_bytes(2, "big") for number in numbers))
    os.close(into)
    return out


def _answer(tickets: int, life: tuple[int, int], told: Connection, work: Callable[[int], Any]) -> NoReturn:
    """What a copy does until nothing is left to do."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interruption is told by the process that was started
        gc.freeze()  # looking through what was there before would copy it
        os.close(life[1])
        threading.Thread(target=_end_with, args=(life[0],), daemon=True).start()
        while ticket := os.read(tickets, 2):
            number = int.from_bytes(ticket, "big")
            try:
                told.send((number, True, work(number)))
            except Exception:  # raised again where the result is asked for
                told.send((number, False, None))
    finally:
        os._exit(0)


def _end_with(life: int) -> NoReturn:
    """Waits until the process that this one was copied from is no more; nobody writes into this pipe."""
    os.read(life, 1)
    os._exit(1)


def _end(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
