"""Trained trees, read and run through LightGBM's C interface.

`import lightgbm` takes most of a second (pandas, scikit-learn and Dask come with it where they are installed) and
`winnow clean` is to answer in less; its C library loads in milliseconds.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.errors import UsageError

# From LightGBM's c_api.h.
_FLOAT32, _ROW_MAJOR, _RAW_SCORE, _NORMAL = 0, 1, 1, 0


class Booster:
    """A trained model, ready to predict; not to be shared between threads.

    Raises:
        UsageError: the model's text cannot be read, or LightGBM's library cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        self._library = _library()
        self._handle = ctypes.c_void_p()
        iterations = ctypes.c_int()
        self._call(
            "LGBM_BoosterLoadModelFromString",
            ctypes.c_char_p(model.encode()),
            ctypes.byref(iterations),
            ctypes.byref(self._handle),
        )
        count = ctypes.c_int()
        self._call("LGBM_BoosterGetNumClasses", self._handle, ctypes.byref(count))
        self.classes = count.value
        self._call("LGBM_BoosterGetNumFeature", self._handle, ctypes.byref(count))
        self.features = count.value

    def predict(self, rows: NDArray[np.float32], raw: bool = False) -> NDArray[np.float64]:
        """The prediction for every row: (n,) for one class, else (n, classes); `raw` is before the link function.

        Raises:
            ValueError: the rows have another number of columns than the model was trained on.
        """
        if rows.shape[1] != self.features:
            raise ValueError(f"the model has {self.features} features, the rows have {rows.shape[1]}")
        rows = np.ascontiguousarray(rows, np.float32)
        out = np.empty(len(rows) * self.classes, np.float64)
        if len(rows):
            length = ctypes.c_int64()
            self._call(
                "LGBM_BoosterPredictForMat",
                self._handle,
                rows.ctypes.data_as(ctypes.c_void_p),
                ctypes.c_int(_FLOAT32),
                ctypes.c_int32(rows.shape[0]),
                ctypes.c_int32(rows.shape[1]),
                ctypes.c_int(_ROW_MAJOR),
                ctypes.c_int(_RAW_SCORE if raw else _NORMAL),
                ctypes.c_int(0),
                ctypes.c_int(-1),
                ctypes.c_char_p(b"num_threads=1"),
                ctypes.byref(length),
                out.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
            )
        return out if self.classes == 1 else out.reshape(-1, self.classes)

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.LGBM_BoosterFree(self._handle)

    def _call(self, name: str, *args: object) -> None:
        if getattr(self._library, name)(*args) != 0:
            raise UsageError(f"the classifier's trees: {self._library.LGBM_GetLastError().decode()}")


@cache
def _library() -> ctypes.CDLL:
    spec = find_spec("lightgbm")
    origin = Path(spec.origin) if spec and spec.origin else None
    path = next(iter(sorted(origin.parent.glob("lib/lib_lightgbm.*"))), None) if origin else None
    if path is None:
        raise UsageError("LightGBM's library was not found; install Winnow's dependencies again")
    try:
        library = ctypes.CDLL(str(path))
    except OSError as error:
        raise UsageError(f"LightGBM's library does not load ({error}); on Debian: apt-get install libgomp1") from None
    library.LGBM_GetLastError.restype = ctypes.c_char_p
    return library
