"""The file of the model of relations: a JSON header, aligned tensors, a checksum."""

import json

import numpy as np

MAGIC, ALIGNMENT = b"VERBREL\x01", 64
TYPES = {"f32": "<f4", "i8": "i1", "u8": "u1"}


def checksum(content):
    """FNV-1a over the bytes."""
    value = 0xCBF29CE484222325
    for byte in content:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def padded(size):
    """Rounded up to the alignment."""
    return -(-size // ALIGNMENT) * ALIGNMENT


def pack(header, tensors):
    """Bytes of a model file; tensors: {name: (name of the number type, array)}."""
    entries, blobs, offset = [], [], 0
    for name, (kind, array) in tensors.items():
        blob = np.ascontiguousarray(array).astype(TYPES[kind]).tobytes()
        entries.append({"name": name, "type": kind, "shape": list(np.shape(array)), "offset": offset, "bytes": len(blob)})
        blobs.append(blob.ljust(padded(len(blob)), b"\0"))
        offset += len(blobs[-1])
    text = json.dumps({**header, "tensors": entries}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    start = MAGIC + len(text).to_bytes(4, "little") + text
    body = start.ljust(padded(len(start)), b"\0") + b"".join(blobs)
    return body + checksum(body).to_bytes(8, "little")


def header(content):
    """The header of a model file."""
    if content[:8] != MAGIC:
        raise ValueError("not a model of relations")
    return json.loads(content[12:12 + int.from_bytes(content[8:12], "little")])
