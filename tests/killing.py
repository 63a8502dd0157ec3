"""Processes that die at a chosen place, as by kill -9."""

import importlib
import multiprocessing
import os
import signal
import sys

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["flows.order", "great_expectations", "tests.flows.test_killed"])


def die() -> None:
    """End this process at once; nothing is put in order."""
    os.kill(os.getpid(), signal.SIGKILL)


def make_fatal(target: str) -> None:
    """Let the process die as soon as the function `target` has done its work."""
    module_name, _, name = target.rpartition(".")
    original = getattr(importlib.import_module(module_name), name)

    def fatal(*args: object, **kwargs: object) -> None:
        original(*args, **kwargs)
        die()

    # whoever took the name by `from ... import` has a reference of its own
    for module in list(sys.modules.values()):
        if getattr(module, name, None) is original:
            setattr(module, name, fatal)


def run_until_killed(target: object, *args: object) -> None:
    """Run a function in a process that has to die on its way."""
    process = _processes.Process(target=target, args=args)
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL, "it did not reach the place where it was to die"
