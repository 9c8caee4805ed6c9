"""A capsule of an Arrow stream whose releases are counted: the C structs of the Arrow C data and stream interfaces, by ctypes."""

import collections
import ctypes

POINTER = ctypes.c_void_p


class CSchema(ctypes.Structure):
    _fields_ = [("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", POINTER), ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64)]
    _fields_ += [("children", POINTER), ("dictionary", POINTER), ("release", POINTER), ("private_data", POINTER)]


class CArray(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")]
    _fields_ += [("buffers", ctypes.POINTER(POINTER)), ("children", ctypes.POINTER(POINTER)), ("dictionary", POINTER), ("release", POINTER), ("private_data", POINTER)]


class CStream(ctypes.Structure):
    _fields_ = [(name, POINTER) for name in ("get_schema", "get_next", "get_last_error", "release", "private_data")]


RELEASE = ctypes.CFUNCTYPE(None, POINTER)
GIVE = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER)
ctypes.pythonapi.PyCapsule_GetPointer.restype = POINTER
ctypes.pythonapi.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


def stream_in(capsule):
    """The struct in a capsule."""
    return CStream.from_address(ctypes.pythonapi.PyCapsule_GetPointer(capsule, b"arrow_array_stream"))


class CountedStream:
    """A table whose stream counts what its reader does.

    made: structs given out that must be released; released: calls of their release; both by "stream", "schema" and "array".
    failing: the number of the batch, from 0, instead of which the stream reports an error.
    """

    def __init__(self, table, failing=None):
        self.table, self.failing = table, failing
        self.made, self.released = collections.Counter(), collections.Counter()
        self.kept = []  # what C calls later

    def __arrow_c_stream__(self, requested_schema=None):
        capsule = self.table.__arrow_c_stream__(requested_schema)
        stream = stream_in(capsule)
        self.count(stream, "stream")
        stream.get_schema = self.counted_giver(stream.get_schema, CSchema, "schema")
        stream.get_next = self.counted_giver(stream.get_next, CArray, "array")
        return capsule

    def count(self, struct, what):
        """From now on the struct's release is counted."""
        original = RELEASE(struct.release)

        def release(address):
            self.released[what] += 1
            original(address)

        self.made[what] += 1
        self.kept.append(RELEASE(release))
        struct.release = ctypes.cast(self.kept[-1], POINTER).value

    def counted_giver(self, given, struct, what):
        original = GIVE(given)

        def give(stream, out):
            if what == "array" and self.failing == self.made["array"]:
                return 5  # EIO
            code = original(stream, out)
            if code == 0 and struct.from_address(out).release:
                self.count(struct.from_address(out), what)
            return code

        self.kept.append(GIVE(give))
        return ctypes.cast(self.kept[-1], POINTER).value
