"""Editions in processes of their own: a bounded number at once, progress and results over pipes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: *stage* is a stage's name, *pages* counts laid out pages so far."""

    job: str
    stage: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Finished(Generic[T]):
    """The end of a job: its result, or None when the process died with *exit_code*."""

    job: str
    result: T | None
    exit_code: int = 0


Report = Callable[[Progress], None]
Task = tuple[str, Callable[[Report], T]]


def default_jobs() -> int:
    """Return how many editions run at once: one more than there are processors.

    Layouts are of nearly equal length, so with three editions on two processors a third process
    that shares them ends sooner than one that waits for the first two.
    """
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return count + 1


def run(tasks: Sequence[Task[T]], jobs: int) -> Iterator[Progress | Finished[T]]:
    """Run *tasks*, at most *jobs* at once, and yield what they report and how they end.

    A process that dies (killed, out of memory) ends as a `Finished` without a result; the others
    go on.
    """
    # Forking from this single-threaded parent shares the imported libraries; where fork is not
    # safe (macOS, Windows) a process starts anew.
    # What the collector leaves alone stays in pages of memory that all processes have in common.
    gc.freeze()
    context: ForkContext | SpawnContext = (
        multiprocessing.get_context("fork")
        if sys.platform == "linux"
        else multiprocessing.get_context("spawn")
    )
    waiting = list(tasks)
    running: dict[Connection, tuple[str, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                name, work = waiting.pop(0)
                receiver, sender = context.Pipe(duplex=False)
                process: BaseProcess = context.Process(target=_child, args=(name, work, sender), daemon=True)
                process.start()
                sender.close()
                running[receiver] = (name, process)
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                yield from _receive(ready, running)
    finally:
        gc.unfreeze()
        for _, process in running.values():
            process.terminate()


def _receive(
    ready: Connection, running: dict[Connection, tuple[str, BaseProcess]]
) -> Iterator[Progress | Finished[T]]:
    name, process = running[ready]
    try:
        message = ready.recv()
    except EOFError:
        process.join()
        message = Finished(name, None, process.exitcode or 0)
    yield message
    if isinstance(message, Finished):
        process.join()
        ready.close()
        del running[ready]


def _child(name: str, work: Callable[[Report], T], sender: Connection) -> None:
    sender.send(Finished(name, _roomy(work, sender.send)))
    sender.close()


def _roomy(work: Callable[[Report], T], report: Report) -> T:
    """Run *work* with one large piece of memory for the frames of its calls.

    CPython takes pieces of 16 kB, one after another: where a recursion goes to and fro over the end of
    one, as a layout does, the system maps and unmaps memory at every call.
    """
    return work(report)


# A frame of this many values does not fit into a small piece.
_roomy.__code__ = _roomy.__code__.replace(co_stacksize=70_000)
