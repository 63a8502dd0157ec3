"""Times the pipeline's own functions from outside: they are wrapped here, the product carries no timers."""

import importlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any


class Stopwatch:
    """Seconds by stage; time inside a stage that is inside another counts for the inner one only."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._local = threading.local()
        self._lock = threading.Lock()

    def wrap(self, place: str, stage: str) -> None:
        """Time a function where it is looked up: `module:name` or `module:Class.name`."""
        module, _, path = place.partition(":")
        owner: Any = importlib.import_module(module)
        *outer, name = path.split(".")
        for step in outer:
            owner = getattr(owner, step)
        setattr(owner, name, self._timed(getattr(owner, name), stage))

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            with _Running(self, stage):
                result = function(*args, **kwargs)
            return self._steps(result, stage) if isinstance(result, Iterator) else result

        return timed

    def _steps(self, steps: Iterator[Any], stage: str) -> Iterator[Any]:
        while True:
            with _Running(self, stage):
                step = next(steps, None)
            if step is None:
                return
            yield step

    def stack(self) -> list[list[float]]:
        """Return what runs in this thread, as [seconds of inner stages] from the outermost on."""
        if not hasattr(self._local, "stack"):
            self._local.stack = []
        return self._local.stack  # type: ignore[no-any-return]

    def add(self, stage: str, seconds: float) -> None:
        """Count seconds for a stage."""
        with self._lock:
            self.seconds[stage] += seconds


class _Running:
    def __init__(self, watch: Stopwatch, stage: str) -> None:
        self._watch, self._stage = watch, stage

    def __enter__(self) -> None:
        self._inner = [0.0]
        self._watch.stack().append(self._inner)
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        spent = time.perf_counter() - self._start
        stack = self._watch.stack()
        stack.pop()
        if stack:
            stack[-1][0] += spent
        self._watch.add(self._stage, spent - self._inner[0])
