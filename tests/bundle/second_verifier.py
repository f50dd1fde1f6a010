#!/usr/bin/python3
"""second_verifier.py BUNDLE|PROOF [KEY]: verifies a bundle of an audit log, or a proof, sharing nothing with the program that made it.

Written from RFC 9162 (hash tree), RFC 8032 (Ed25519), RFC 8439 and the XChaCha draft (sealed details), RFC 8785
(canonical JSON), c2sp.org/signed-note, tlog-checkpoint and tlog-proof, and from the bundle's own LISEZMOI.txt, with
Python's standard library alone. Prints what it verified; exits 1 with what is wrong.
SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import datetime
import hashlib
import json
import re
import struct
import sys
import zipfile


class Refused(Exception):
    """The bundle is not what was sealed, or cannot be read."""


def b64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused(f"bad base64: {error}") from error
    if base64.b64encode(data).decode() != text:
        raise Refused("base64 written in another way")
    return data


# RFC 8032, 5.1: Ed25519, verification only.

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    product = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            product = add(product, point)
        point, scalar = add(point, point), scalar >> 1
    return product


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if y >= P or (x2 == 0 and sign):
        return None
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P != 0:
        return None
    return P - x if x & 1 != sign else x


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signed_by(public_key, message, signature):
    a, r = decompress(public_key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % Q
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# c2sp.org/signed-note and tlog-checkpoint.

def parse_key(text):
    name, _, rest = text.partition("+")
    identity, _, coded = rest.partition("+")
    data = b64(coded)
    digest = hashlib.sha256(name.encode() + b"\n" + data).digest()
    if len(data) != 33 or data[0] != 1 or digest[:4].hex() != identity:
        raise Refused(f"not a key: {text}")
    return name, digest[:4], data[1:]


def open_note(note, keys):
    """The text of a signed note, once one of KEYS signed it and none of them falsely."""
    text, blank, signatures = note.rpartition("\n\n")
    text, verified = text + "\n", []
    if not blank or not signatures.endswith("\n"):
        raise Refused("not a signed note")
    for line in signatures.splitlines():
        match = re.fullmatch("— (\\S+) (\\S+)", line)
        if match is None:
            raise Refused("not a signature line")
        data = b64(match[2])
        for name, identity, public_key in keys:
            if (match[1], data[:4]) == (name, identity):
                if not signed_by(public_key, text.encode(), data[4:]):
                    raise Refused(f"the signature of {name} is false")
                verified.append(name)
    return text, verified


def open_checkpoint(note, keys):
    text, verified = open_note(note, keys)
    lines = text.split("\n")
    if len(lines) < 4 or re.fullmatch("0|[1-9][0-9]*", lines[1]) is None:
        raise Refused("not a checkpoint")
    if lines[0] not in verified:
        raise Refused("the log's own key did not sign the checkpoint")
    return lines[0], int(lines[1]), b64(lines[2])


# RFC 9162, 2.1.

def hash_leaf(leaf):
    return hashlib.sha256(b"\0" + leaf).digest()


def hash_pair(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def hash_tree(hashes):
    """MTH(D[n]), 2.1.1, as it is defined."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hash_pair(hash_tree(hashes[:split]), hash_tree(hashes[split:]))


def check_inclusion(index, size, leaf, path, root):
    """2.1.3.2"""
    if index >= size:
        raise Refused(f"entry {index + 1} is beyond the checkpoint")
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            raise Refused(f"the proof of entry {index + 1} is too long")
        if fn & 1 or fn == sn:
            r = hash_pair(p, r)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hash_pair(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or r != root:
        raise Refused(f"entry {index + 1} is not in the tree that was sealed")


def check_consistency(first, second, path, first_root, second_root):
    """2.1.4.2"""
    if first < 1 or first > second or (first == second and path):
        raise Refused("sizes that no log has")
    if first == second:
        if first_root != second_root:
            raise Refused("two roots of one size")
        return
    path = list(path)
    if first & first - 1 == 0:
        path.insert(0, first_root)
    if not path:
        raise Refused("no path")
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            raise Refused("the path is too long")
        if fn & 1 or fn == sn:
            fr, sr = hash_pair(c, fr), hash_pair(c, sr)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = hash_pair(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or fr != first_root or sr != second_root:
        raise Refused(f"the log did not only grow from {first} to {second} entries")


# RFC 8439 with the longer nonce of the XChaCha draft, and the sealed details of LISEZMOI.txt.

def rotate(value, n):
    return (value << n | value >> 32 - n) & 0xffffffff


def quarter(s, a, b, c, d):
    for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[x] = s[x] + s[y] & 0xffffffff
        s[z] = rotate(s[z] ^ s[x], n)


def chacha_rounds(state):
    s = list(state)
    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(s, a, b, c, d)
    return s


CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


def chacha_block(key, counter, nonce):
    state = CONSTANTS + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce)
    return struct.pack("<16I", *((x + y) & 0xffffffff for x, y in zip(chacha_rounds(state), state)))


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at:at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return (total + int.from_bytes(key[16:], "little") & 2**128 - 1).to_bytes(16, "little")


def pad(data):
    return data + bytes(-len(data) % 16)


def seal(key, nonce, plain, aad):
    """XChaCha20-Poly1305: cipher text and tag."""
    words = chacha_rounds(CONSTANTS + struct.unpack("<8I", key) + struct.unpack("<4I", nonce[:16]))
    key, nonce = struct.pack("<8I", *words[:4], *words[12:]), bytes(4) + nonce[16:]
    stream = b"".join(chacha_block(key, 1 + n, nonce) for n in range(len(plain) // 64 + 1))
    cipher = bytes(a ^ b for a, b in zip(plain, stream))
    lengths = struct.pack("<QQ", len(aad), len(cipher))
    return cipher + poly1305(chacha_block(key, 0, nonce)[:32], pad(aad) + pad(cipher) + lengths)


def blake2b(key, size, data=b"", person=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, person=person).digest()


def canonical(value):
    """RFC 8785, for what a leaf holds: texts, lists of them, one small number."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_details(index, leaf, key, details):
    entry = json.loads(leaf)
    sealed = b64(entry.pop("details", ""))
    head = canonical(entry)
    text_key, nonce_key = (blake2b(key, 32, person=p) for p in (b"seal text", b"seal nonce"))
    nonce = blake2b(nonce_key, 24, struct.pack("<QQ", len(head), len(details)) + head + details)
    if sealed != nonce + seal(text_key, nonce, details, head):
        raise Refused(f"the details shown of entry {index + 1} are not those that were sealed")


# The bundle.

def read_members(path):
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        known = re.compile(r"LISEZMOI\.txt|keys|checkpoint|entries\.jsonl|hashes|seals/\d+|proofs/\d+\.tlog-proof")
        strange = [n for n in names if known.fullmatch(n) is None]
        if strange or len(set(names)) != len(names):
            raise Refused(f"members that a bundle has not, or twice: {strange}")
        members = {name: archive.read(name) for name in names}
    for name in ("keys", "checkpoint", "entries.jsonl"):
        if name not in members:
            raise Refused(f"no {name}")
    return members


def read_entries(data):
    """Index and leaf of each line; opened details are checked on the way."""
    entries, n_opened = [], 0
    erased = check_erased([json.loads(line) for line in data.decode().splitlines()])
    for line in data.decode().splitlines():
        entry = json.loads(line)
        leaf = b64(entry["leaf"])
        if "details" in entry:
            check_details(entry["index"], leaf, b64(entry["key"]), entry["details"].encode())
            n_opened += 1
        entries.append((entry["index"], leaf))
    return entries, n_opened, erased


def check_erased(lines):
    """How many details are erased by an entry of the bundle, and how many are only said to be."""
    entries = [(line, json.loads(b64(line["leaf"]))) for line in lines]
    erasures = {entry["id"]: entry for _, entry in entries if entry["action"] == "patient.erased"}
    counts = [0, 0]
    for line, entry in entries:
        if "erased_on" not in line and "erased_basis" not in line:
            continue
        if "details" in line or "details" not in entry or "patient" not in entry:
            raise Refused(f"nothing of entry {line['index'] + 1} can be erased")
        erasure = erasures.get(entry["patient"])
        counts[erasure is None] += 1
        if erasure is not None:
            said = datetime.datetime.fromisoformat(line["erased_on"].replace("Z", "+00:00")).timestamp()
            if line["erased_basis"] != erasure.get("reason") or abs(said - int(erasure["time"]) / 1e6) > 60:
                raise Refused(f"entry {line['index'] + 1} is not erased as the entry of the erasure says")
    return counts


def check_proof(data, leaves, checkpoint, size, root):
    head, _, note = data.decode().partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index ") or note != checkpoint:
        raise Refused("not a proof under this checkpoint")
    index = int(lines[1].removeprefix("index "))
    if index not in leaves:
        raise Refused(f"entry {index + 1}, which is proved, is missing")
    check_inclusion(index, size, hash_leaf(leaves.pop(index)), [b64(li) for li in lines[2:]], root)
    return index


def verify(path, key=None, outside=()):
    """What the bundle at PATH was found to be; Refused if it is not what was sealed."""
    members = read_members(path)
    keys = [parse_key(key)] if key else [parse_key(k) for k in members["keys"].decode().splitlines()]
    checkpoint = members["checkpoint"].decode()
    origin, size, root = open_checkpoint(checkpoint, keys)
    entries, n_opened, erased = read_entries(members["entries.jsonl"])
    proofs = {name: data for name, data in members.items() if name.startswith("proofs/")}
    whole = "hashes" in members or not proofs
    seals = [data.decode() for name, data in members.items() if name.startswith("seals/")] + list(outside)
    if whole:
        hashes = [hash_leaf(leaf) for _, leaf in entries]
        if [index for index, _ in entries] != list(range(size)):
            raise Refused(f"the entries are not those from 1 to {size}")
        for seal_origin, seal_size, seal_root in [(origin, size, root)] + [open_checkpoint(s, keys) for s in seals]:
            if seal_origin != origin or seal_size > size or hash_tree(hashes[:seal_size]) != seal_root:
                raise Refused(f"the first {seal_size} entries do not come to the root that was sealed")
        if members.get("hashes", b"".join(hashes)) != b"".join(hashes):
            raise Refused("hashes that are not those of the entries")
    else:
        indexes = [index for index, _ in entries]
        if sorted(set(indexes)) != indexes:
            raise Refused("entries out of order, or twice")
    leaves = dict(entries)
    for name, data in proofs.items():
        if check_proof(data, leaves, checkpoint, size, root) != int(re.search(r"\d+", name)[0]):
            raise Refused(f"{name} is the proof of another entry")
    if leaves and not whole:
        raise Refused(f"entry {min(leaves) + 1} has no proof")
    return {"origin": origin, "size": size, "whole": whole, "entries": len(entries), "proofs": len(proofs),
            "opened": n_opened, "erased": erased[0], "said_erased": erased[1],
            "actions": [json.loads(leaf)["action"] for _, leaf in entries]}


def verify_entry(text, key):
    """A proof of c2sp.org/tlog-proof@v1 with its entry in the line “extra”."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra "):
        raise Refused("not a proof with its entry")
    leaf, index = b64(lines[1].removeprefix("extra ")), int(lines[2].removeprefix("index "))
    _, size, root = open_checkpoint(note, [parse_key(key)])
    check_inclusion(index, size, hash_leaf(leaf), [b64(li) for li in lines[3:]], root)
    return {"index": index, "size": size, "action": json.loads(leaf)["action"]}


def verify_growth(text, key, outside=()):
    """A proof that a log only grew, up to the seal in it; OUTSIDE are seals of the two sizes."""
    proof = json.loads(text)
    old_root, root = b64(proof["old_root"]), b64(proof["root"])
    check_consistency(proof["old_size"], proof["size"], [b64(h) for h in proof["proof"]], old_root, root)
    origin, size, sealed = open_checkpoint(proof["checkpoint"], [parse_key(key)])
    check_consistency(proof["size"], size, [b64(h) for h in proof["checkpoint_proof"]], root, sealed)
    known = {proof["old_size"]: old_root, proof["size"]: root, size: sealed}
    for note in outside:
        seal_origin, seal_size, seal_root = open_checkpoint(note, [parse_key(key)])
        if seal_origin != origin or known.get(seal_size) != seal_root:
            raise Refused(f"the seal of {seal_size} entries saw another log")
    return {"old_size": proof["old_size"], "size": proof["size"], "sealed": size}


def verify_file(path, key=None):
    if zipfile.is_zipfile(path):
        return verify(path, key)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if key is None:
        raise Refused("a proof needs a key")
    return (verify_entry if text.startswith("c2sp.org/") else verify_growth)(text, key)


def main():
    try:
        found = verify_file(*sys.argv[1:3])
    except (Refused, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    print(json.dumps({name: value for name, value in found.items() if name != "actions"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
