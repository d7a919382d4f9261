"""How this process takes memory from the system, and when it gives it back."""

import ctypes

# Of <malloc.h>.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
ARENAS = 2
LARGE = 2**20


def keep_no_spare() -> None:
    """Have what is free be given back to the system, where the C library is glibc.

    By itself it keeps a heap for every thread, and after the first photo that was cut room for
    the next. Call it before the first thread; forked children go on likewise.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_M_ARENA_MAX, ARENAS)
        mallopt(_M_MMAP_THRESHOLD, LARGE)
        mallopt(_M_TRIM_THRESHOLD, LARGE)
