"""Whether a copy is as it was made: each file by name, and the signature of the manifest."""

import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from cooperation.formats import manifests
from cooperation.site_copy import build, signing
from tests.site_copy.test_snapshot import verified


@pytest.fixture
def folder(tmp_path):
    """A copy of three files, one in a folder of its own."""
    made = tmp_path / "copy"
    (made / "deep").mkdir(parents=True)
    for name in ("a.html", "deep/ы.html", "deep/manifest.json"):
        (made / name).write_text(name)
    manifests.write(made, {"kind": build.KIND})
    return made


@pytest.fixture
def keys(tmp_path):
    """The names of the files of a private and a public key of OpenSSH."""
    key = Ed25519PrivateKey.generate()
    private, public = tmp_path / "key", tmp_path / "key.pub"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    return private, public


def test_whole_copy_has_no_fault(folder):
    assert verified(folder) == ("Everything is as it was made.\n", 0)


def test_each_fault_is_named(folder):
    data = bytearray((folder / "a.html").read_bytes())
    data[0] ^= 1
    (folder / "a.html").write_bytes(data)
    (folder / "deep" / "ы.html").unlink()
    (folder / "new.html").write_text("new")
    expected = "changed: a.html\nmissing: deep/ы.html\nadded: new.html\n"
    assert verified(folder) == (expected, 1)


def test_link_in_the_place_of_a_file_is_a_change(folder, tmp_path):
    (tmp_path / "same").write_text("a.html")
    (folder / "a.html").unlink()
    (folder / "a.html").symlink_to(tmp_path / "same")
    assert verified(folder) == ("changed: a.html\n", 1)


@pytest.mark.parametrize("text", [None, "", "[]", '{"files": 1}', '{"files": []}', "\udcff"])
def test_what_is_no_copy_says_so(tmp_path, text):
    if text is not None:
        (tmp_path / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert verified(tmp_path) == ("", 1)


def test_signature_holds_for_these_bytes_and_this_key_only(folder, keys):
    private, public = keys
    message = (folder / "manifest.json").read_bytes()
    signature = signing.sign(message, signing.private_key(private))
    assert signature == signing.sign(message, signing.private_key(private))
    (folder / manifests.SIGNATURE).write_text(signature)
    assert verified(folder, "--verify-key", str(public))[1] == 0
    (folder / "manifest.json").write_bytes(message.replace(b"a.html", b"b.html"))
    assert verified(folder, "--verify-key", str(public))[0].startswith("not signed: manifest.json")
    other = Ed25519PrivateKey.generate().public_key()
    assert not signing.is_signed(message, signature, other)


@pytest.mark.parametrize("signature", ["", "x", "-----BEGIN SSH SIGNATURE-----", "\n\n"])
def test_what_is_no_signature_is_none(keys, signature):
    key = signing.public_key(keys[1])
    assert not signing.is_signed(b"text", signature, key)
    armoured = f"{signing.BEGIN}\nU1NIU0lHAAAAAf////8=\n{signing.END}"
    assert not signing.is_signed(b"text", armoured, key)


@pytest.mark.parametrize("content", [None, b"", b"ssh-rsa nonsense", b"\xff\x00"])
def test_what_is_no_key_is_named(folder, tmp_path, content):
    path = tmp_path / "wrong"
    if content is not None:
        path.write_bytes(content)
    for load in (signing.private_key, signing.public_key):
        with pytest.raises(signing.WrongKey, match="wrong"):
            load(path)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not here")
def test_ssh_keygen_verifies_the_signature(folder, keys, tmp_path):
    private, public = keys
    signature = signing.sign(b"the manifest", signing.private_key(private))
    (tmp_path / "sig").write_text(signature)
    (tmp_path / "allowed").write_text(f"register {public.read_text()}\n")
    options = ("-f", tmp_path / "allowed", "-I", "register", "-n", "register-snapshot")
    command = ["ssh-keygen", "-Y", "verify", *options, "-s", tmp_path / "sig"]
    done = subprocess.run(command, input=b"the manifest", capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
