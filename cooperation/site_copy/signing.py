"""Signatures of manifests with the keys of OpenSSH (Ed25519, RFC 8709).

The format is that of ``ssh-keygen -Y sign`` (OpenSSH, PROTOCOL.sshsig), so that anybody with the
public key can verify without this project:
``ssh-keygen -Y verify -f allowed -I NAME -n register-snapshot -s manifest.json.sig``.
"""

import base64
import hashlib
import struct
import textwrap

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_ssh_private_key,
    load_ssh_public_key,
)

MAGIC = b"SSHSIG"
NAMESPACE = b"register-snapshot"
TYPE = b"ssh-ed25519"
HASH = b"sha512"
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


class WrongKey(ValueError):
    """A file is no key that can be used here; the text says what to do."""


def private_key(path):
    """Return the Ed25519 key in a file of ssh-keygen; raises WrongKey."""
    key = _loaded(path, lambda data: load_ssh_private_key(data, None))
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKey(f"{path} is no Ed25519 key; make one with ssh-keygen -t ed25519 -N ''.")
    return key


def public_key(path):
    """Return the Ed25519 public key in a file such as ``id_ed25519.pub``; raises WrongKey."""
    key = _loaded(path, load_ssh_public_key)
    if not isinstance(key, Ed25519PublicKey):
        raise WrongKey(f"{path} is no public Ed25519 key; name the file that ends with .pub.")
    return key


def _loaded(path, load):
    try:
        with open(path, "rb") as file:
            return load(file.read())
    except OSError as error:
        raise WrongKey(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise WrongKey(f"{path} is no key of OpenSSH without a passphrase: {error}") from error


def sign(message, key):
    """Return the armoured signature of some bytes; the same each time (RFC 8032)."""
    signature = key.sign(_signed(message))
    blob = MAGIC + struct.pack(">I", 1) + _string(_public(key.public_key()))
    blob += _string(NAMESPACE) + _string(b"") + _string(HASH)
    blob += _string(_string(TYPE) + _string(signature))
    lines = textwrap.wrap(base64.b64encode(blob).decode(), 70)
    return "\n".join([BEGIN, *lines, END]) + "\n"


def is_signed(message, armoured, key):
    """Whether a signature is that of these bytes by this key, for this purpose."""
    try:
        lines = armoured.strip().splitlines()
        if (lines[0], lines[-1]) != (BEGIN, END):
            return False
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        if blob[:10] != MAGIC + struct.pack(">I", 1):
            return False
        public, namespace, _reserved, hashed, signature = _strings(blob[10:], 5)
        type_, raw = _strings(signature, 2)
        if (public, namespace, hashed, type_) != (_public(key), NAMESPACE, HASH, TYPE):
            return False
        key.verify(raw, _signed(message))
    except (ValueError, IndexError, struct.error, InvalidSignature):
        return False
    return True


def _signed(message):
    """Return what is signed in place of the message."""
    digest = hashlib.sha512(message).digest()
    return MAGIC + _string(NAMESPACE) + _string(b"") + _string(HASH) + _string(digest)


def _public(key):
    return _string(TYPE) + _string(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _string(data):
    return struct.pack(">I", len(data)) + data


def _strings(blob, number):
    found, place = [], 0
    for _each in range(number):
        (size,) = struct.unpack_from(">I", blob, place)
        found.append(blob[place + 4 : place + 4 + size])
        place += 4 + size
    if place != len(blob):
        raise ValueError("something follows")
    return found
