"""Whether a copy is as it was made: each file by name, and the signature of the manifest."""

import shutil
import subprocess

import pytest
from django.core.management import CommandError

from cooperation.formats import manifests
from cooperation.site_copy import build, signing
from tests.support.copies import snapshot, texts_of, verified, verify_snapshot
from tests.support.machine import MUST_RUN

OLD = """-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgP7B3ocboVSKJUFq0Ly9h/lEm5L
fQX9vKKPrxIU9ZsmkAAAARcmVnaXN0ZXItc25hcHNob3QAAAAAAAAABnNoYTUxMgAAAFMA
AAALc3NoLWVkMjU1MTkAAABAKvfwBZYRmnZlz511GLwZ9zCXJkSBA31dS2t5UBzrWoUqIT
r5UpK2N5kUymXX2KWK1zEY1o8SYoulDitbxC60AQ==
-----END SSH SIGNATURE-----
"""
"""Of “the manifest” and a line break, made before ssh-keygen did it."""

OLD_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID+wd6HG6FUiiVBatC8vYf5RJuS30F/byij68SFPWbJp x\n"


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
def make_key(tmp_path):
    """Return a function that makes a key and returns the files of its private and public half."""
    if not shutil.which("ssh-keygen") and not MUST_RUN:
        pytest.skip("SKIPPED: install openssh-client to run them")

    def make(name="key", type_="ed25519", passphrase=""):
        private = tmp_path / name
        command = ["ssh-keygen", "-q", "-t", type_, "-N", passphrase, "-f", private]
        subprocess.run(command, check=True)  # noqa: S603
        return private, private.with_suffix(".pub")

    return make


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


def signed(folder, key):
    signing.sign(folder / manifests.MANIFEST, key)


def test_signature_holds_for_this_key_only(folder, make_key):
    private, public = make_key()
    signed(folder, private)
    assert verified(folder, "--verify-key", str(public)) == ("Everything is as it was made.\n", 0)
    _other, public = make_key("other")
    assert verified(folder, "--verify-key", str(public)) == ("not signed: manifest.json\n", 1)


def test_signature_holds_for_these_bytes_only(folder, make_key):
    private, public = make_key()
    signed(folder, private)
    manifest = folder / manifests.MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"kind"', b'"x": 1, "kind"'))
    assert verified(folder, "--verify-key", str(public)) == ("not signed: manifest.json\n", 1)


def test_signature_for_another_purpose_is_none(folder, make_key):
    private, public = make_key()
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", private, "manifest.json"]
    subprocess.run(command, check=True, cwd=folder)  # noqa: S603
    assert verified(folder, "--verify-key", str(public)) == ("not signed: manifest.json\n", 1)


def test_same_manifest_has_the_same_signature(folder, make_key):
    private, _public = make_key()
    signed(folder, private)
    first = (folder / manifests.SIGNATURE).read_bytes()
    (folder / manifests.SIGNATURE).unlink()
    signed(folder, private)
    assert (folder / manifests.SIGNATURE).read_bytes() == first


@pytest.mark.parametrize("text", [None, "", "x", "-----BEGIN SSH SIGNATURE-----", "\n\n"])
def test_what_is_no_signature_is_none(folder, make_key, text):
    if text is not None:
        (folder / manifests.SIGNATURE).write_text(text)
    _private, public = make_key()
    assert verified(folder, "--verify-key", str(public)) == ("not signed: manifest.json\n", 1)


def test_signature_of_earlier_versions_holds(make_key, tmp_path):
    message, signature, key = (tmp_path / name for name in ("message", "signature", "old.pub"))
    message.write_text("the manifest\n")
    signature.write_text(OLD)
    key.write_text(OLD_KEY)
    assert signing.is_signed(message, signature, key)
    message.write_text("another manifest\n")
    assert not signing.is_signed(message, signature, key)


def test_copy_is_signed_for_everybody_with_ssh_keygen(db, tmp_path, make_key):
    private, public = make_key()
    copy, allowed = tmp_path / "copy", tmp_path / "allowed"
    snapshot(copy, "--sign", str(private))
    allowed.write_text(f"register {public.read_text()}")
    options = ["-f", allowed, "-I", "register", "-n", "register-snapshot"]
    command = ["ssh-keygen", "-Y", "verify", *options, "-s", copy / "manifest.json.sig"]
    with (copy / "manifest.json").open("rb") as manifest:
        done = subprocess.run(command, stdin=manifest, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
    assert verified(copy, "--verify-key", str(public))[1] == 0


def complaint_of(command, *arguments):
    with pytest.raises(CommandError) as refusal:
        command(*arguments)
    text = str(refusal.value)
    assert "\n" not in text
    return text


WRONG = [None, b"", b"ssh-ed25519 nonsense", b"ssh-rsa nonsense", b"\xff\x00", b"a b\nc d\n"]


@pytest.mark.parametrize("content", WRONG)
def test_what_is_no_key_is_named(folder, tmp_path, make_key, content):
    path, before = tmp_path / "wrong", texts_of(folder)
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    said = complaint_of(snapshot, folder, "--sign", str(path))
    assert "wrong" in said
    assert "without a passphrase: ssh-keygen -t ed25519 -N ''" in said
    said = complaint_of(verify_snapshot, folder, "--verify-key", str(path))
    assert "wrong" in said
    assert "name a public Ed25519 key" in said
    assert texts_of(folder) == before


@pytest.mark.parametrize("type_", ["rsa", "ecdsa"])
def test_key_of_another_type_is_refused(folder, make_key, type_):
    private, public = make_key(type_=type_)
    assert "is no Ed25519 key" in complaint_of(snapshot, folder, "--sign", str(private))
    said = complaint_of(verify_snapshot, folder, "--verify-key", str(public))
    assert "is no public Ed25519 key" in said


def test_private_key_in_the_place_of_the_public_one_is_refused(folder, make_key):
    private, _public = make_key()
    said = complaint_of(verify_snapshot, folder, "--verify-key", str(private))
    assert "is no public Ed25519 key" in said


def test_key_that_others_can_read_is_refused(folder, make_key):
    private, _public = make_key()
    private.chmod(0o644)
    assert "bad permissions" in complaint_of(snapshot, folder, "--sign", str(private))


def test_nobody_is_asked_for_a_passphrase(tmp_path, make_key, monkeypatch):
    private, _public = make_key(passphrase="secret")
    asker = tmp_path / "asker"
    asker.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\necho secret\n")
    asker.chmod(0o755)
    for name, value in (("SSH_ASKPASS", str(asker)), ("SSH_ASKPASS_REQUIRE", "force")):
        monkeypatch.setenv(name, value)
    said = complaint_of(snapshot, tmp_path / "copy", "--sign", str(private))
    assert "incorrect passphrase" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asker", "key", "key.pub"]


def test_missing_program_is_named_with_its_package(folder, tmp_path, monkeypatch):
    before = texts_of(folder)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = "The program ssh-keygen cannot be run: install the package openssh-client."
    assert complaint_of(snapshot, folder, "--sign", "key") == said
    assert complaint_of(snapshot, tmp_path / "new", "--sign", "key") == said
    assert complaint_of(verify_snapshot, folder, "--verify-key", "key.pub") == said
    assert texts_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
