"""Editions run in processes of their own, and one that dies takes no other with it."""

from __future__ import annotations

import gc
import os
import resource
import signal
from functools import partial

from banben.jobs import Finished, Progress, Report, Task, default_jobs, run


def count(name: str, upto: int, report: Report) -> int:
    for page in range(upto):
        report(Progress(name, "pdf", page))
    return upto


def die(report: Report) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_results_and_reports_come_back() -> None:
    seen = list(run([(name, partial(count, name, 3)) for name in ("cn", "tw", "hk")], jobs=2))
    ends = {item.job: item.result for item in seen if isinstance(item, Finished)}
    assert ends == {"cn": 3, "tw": 3, "hk": 3}
    for name in ends:
        assert [i.pages for i in seen if isinstance(i, Progress) and i.job == name] == [0, 1, 2]


def test_a_killed_process_is_told_and_the_others_go_on() -> None:
    tasks: list[Task[int]] = [("tw", die), ("cn", partial(count, "cn", 1))]
    ends = list(run(tasks, jobs=1))
    dead: Finished[int] = Finished("tw", None, -signal.SIGKILL)
    assert dead in ends
    assert Finished("cn", 1) in ends


def test_no_more_than_the_asked_number_run_at_once() -> None:
    order = [
        type(item).__name__ for item in run([(name, partial(count, name, 1)) for name in ("a", "b")], jobs=1)
    ]
    assert order == ["Progress", "Finished", "Progress", "Finished"]


def deep(report: Report) -> tuple[int, int]:
    """Go up and down at every depth, and return the page faults of the first and of the second time."""

    def down(depth: int) -> None:
        for _ in range(8):
            leaf()
        if depth:
            down(depth - 1)

    def leaf() -> None:
        pass

    faults = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        down(400)
        faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return faults[0], faults[1]


def test_a_recursion_asks_the_system_for_memory_once_only() -> None:
    (end,) = [item for item in run([("cn", deep)], jobs=1) if isinstance(item, Finished)]
    assert end.result is not None
    first, second = end.result
    assert second < max(first / 4, 5)


def test_the_collector_sees_everything_again_afterwards() -> None:
    before = gc.get_freeze_count()
    assert list(run([("cn", partial(count, "cn", 1))], jobs=1))
    assert gc.get_freeze_count() == before


def test_one_more_job_than_processors() -> None:
    assert default_jobs() >= 2
