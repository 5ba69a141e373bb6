"""Signs a manifest with an Ed25519 key of OpenSSH and verifies it, by running ``ssh-keygen``.

Anybody can verify a signature without this project:
``ssh-keygen -Y verify -f allowed -I NAME -n register-snapshot -s manifest.json.sig``.
"""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMESPACE = "register-snapshot"
TYPE = "ssh-ed25519"


class SigningError(Exception):
    """There is no such key or no ``ssh-keygen``; the text says what to do."""


def check_private_key(path):
    """Raise SigningError unless a file is an Ed25519 key without a passphrase."""
    remedy = "make an Ed25519 key without a passphrase: ssh-keygen -t ed25519 -N ''"
    if not _output(remedy, "-y", "-f", path).startswith(f"{TYPE} "):
        raise SigningError(f"{path} is no Ed25519 key; {remedy}")


def sign(file, private_key):
    """Write the signature of a file beside it; its name ends with ``.sig``."""
    _output("run it again", "-Y", "sign", "-n", NAMESPACE, "-f", private_key, file)


def is_signed(file, signature, public_key):
    """Whether a signature is that of a file by the key in ``public_key``, such as ``key.pub``."""
    remedy = "name a public Ed25519 key, the file that ends with .pub"
    _output(remedy, "-l", "-f", public_key)
    words = Path(public_key).read_text(encoding="ascii", errors="replace").split()
    if words[0] != TYPE:
        raise SigningError(f"{public_key} is no public Ed25519 key; {remedy}")
    with TemporaryDirectory() as folder, open(file, "rb") as content:
        allowed = Path(folder, "allowed")
        allowed.write_text(f"register {TYPE} {words[1]}\n", encoding="ascii")
        names = ("-f", allowed, "-I", "register", "-n", NAMESPACE, "-s", signature)
        return _run("-Y", "verify", *names, stdin=content).returncode == 0


def _output(remedy, *arguments):
    """Return what ssh-keygen prints; raises SigningError with its last complaint."""
    done = _run(*arguments)
    if done.returncode:
        complaint = (done.stderr.strip() or "it failed").splitlines()[-1]
        raise SigningError(f"ssh-keygen: {complaint}; {remedy}")
    return done.stdout


def _run(*arguments, stdin=subprocess.DEVNULL):
    """Run ssh-keygen without an agent, and with an empty passphrase so that it asks for none."""
    command = ["ssh-keygen", "-P", "", *arguments]
    alone = {"PATH": os.pathsep.join(os.get_exec_path())}
    try:
        return subprocess.run(  # noqa: S603 - arguments are a list
            command, stdin=stdin, env=alone, capture_output=True, check=False, errors="replace"
        )
    except OSError as error:
        message = "The program ssh-keygen cannot be run: install the package openssh-client."
        raise SigningError(message) from error
