"""Limits that the reader's own process puts on itself before it sees a file."""

from __future__ import annotations

import sys

from kyosai_desktop.excel.reader import limits


def limit_this_process() -> None:
    """At most ``MAX_MEMORY_BYTES`` of memory, and on Windows no child processes and no crash dialogs.

    The process does this itself rather than its parent: inside a virtual environment on Windows the parent
    would only reach the small launcher, not the interpreter that the launcher starts.
    """
    if sys.platform == "win32":
        _limit_by_job()
    else:
        _limit_address_space()


if sys.platform == "win32":

    def _limit_by_job() -> None:
        import ctypes
        from ctypes import wintypes

        class BasicLimits(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
                ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class ExtendedLimits(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", BasicLimits),
                ("IoInfo", ctypes.c_ulonglong * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        extended_limit_information = 9
        limit_active_process = 0x0008
        limit_process_memory = 0x0100
        limit_die_on_unhandled_exception = 0x0400
        fail_critical_errors_without_dialogs = 0x0001 | 0x0002

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            wintypes.LPVOID,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE

        information = ExtendedLimits()
        information.BasicLimitInformation.LimitFlags = (
            limit_active_process | limit_process_memory | limit_die_on_unhandled_exception
        )
        information.BasicLimitInformation.ActiveProcessLimit = 1
        information.ProcessMemoryLimit = limits.MAX_MEMORY_BYTES

        # the handle stays open as long as the process, and the job with it
        job = kernel.CreateJobObjectW(None, None)
        size = ctypes.sizeof(information)
        if (
            not job
            or not kernel.SetInformationJobObject(
                job, extended_limit_information, ctypes.byref(information), size
            )
            or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        kernel.SetErrorMode(fail_critical_errors_without_dialogs)

else:

    def _limit_address_space() -> None:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits.MAX_MEMORY_BYTES
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
