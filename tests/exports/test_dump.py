"""The whole register as files: complete, public only, replaced as a whole."""

import csv
import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from rdflib import RDF, Graph

from cooperation.domain.kinds import PAGE_KINDS
from cooperation.exports import dump
from cooperation.exports.vocabulary import namespace
from cooperation.formats.manifests import list_differences
from cooperation.models import Record
from tests.support.factories import AgreementFactory, PartnerFactory, RelationFactory


@pytest.fixture(autouse=True)
def var(tmp_path):
    with override_settings(VAR_DIR=tmp_path):
        yield tmp_path


def made():
    call_command("dump_data", stdout=StringIO())
    return {each["path"]: each for each in dump.manifest()["files"]}


def test_files_of_a_register_without_records(client, db):
    files = made()
    paths = [f"{kind.path}.{form}" for kind in PAGE_KINDS for form in ("jsonl", "csv", "ttl")]
    assert sorted(files) == sorted([*paths, "vocabulary.ttl"])
    assert {each.get("records", 0) for each in files.values()} == {0}
    assert client.get("/data/").status_code == 200


def test_every_form_holds_every_public_record_once(client, db):
    record, other = AgreementFactory(slug="a", title_ru="Пакт"), AgreementFactory(slug="b")
    AgreementFactory(slug="hidden", status=Record.Status.DRAFT)
    RelationFactory(subject=PartnerFactory(slug="state"), object=record)
    files = made()
    names = [f"agreements.{form}" for form in ("jsonl", "csv", "ttl")]
    assert [files[name]["records"] for name in names] == [2, 2, 2]
    lines = (dump.folder() / names[0]).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["slug"] for line in lines] == ["a", "b"]
    assert [each["verb"] for each in json.loads(lines[0])["relations"]] == ["party_to"]
    with (dump.folder() / names[1]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Title"] for row in rows] == [record.title, other.title]
    graph = Graph().parse(dump.folder() / names[2], format="turtle")
    assert len(set(graph.subjects(RDF.type, namespace().Agreement))) == 2
    assert "Пакт" in (dump.folder() / names[2]).read_text(encoding="utf-8")


def test_manifest_names_size_and_digest_of_each_file(client, db):
    AgreementFactory()
    for name, each in made().items():
        response = client.get(f"/data/{name}")
        content = b"".join(response.streaming_content)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            each["bytes"],
            each["sha256"],
        )
    assert list_differences(dump.folder(), dump.manifest()) == []


def test_same_register_gives_the_same_files(content):
    first, second = made(), made()
    assert len(first) == 25
    assert first == second


def test_page_lists_the_files_with_the_licence(client, db):
    AgreementFactory()
    made()
    body = client.get("/data/").content.decode()
    assert 'href="/data/agreements.jsonl"' in body
    assert "https://creativecommons.org/licenses/by/4.0/" in body


def test_page_says_that_there_are_no_files_yet(client, db):
    assert "have not been made yet" in client.get("/data/").content.decode()
    assert client.get("/data/manifest.json").status_code == 404


@pytest.mark.parametrize("name", ["..", "%2e%2e%2fsecret_key", "secret_key", "x.csv", "%00"])
def test_nothing_but_the_listed_files_is_given_out(client, db, var, name):
    (var / "secret_key").write_text("secret")
    made()
    (dump.folder() / "secret_key").write_text("secret")
    assert client.get(f"/data/{name}").status_code == 404


def test_folder_of_somebody_else_is_left_alone(db, var):
    (var / "data").mkdir()
    (var / "data" / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something else"):
        made()
    assert [path.name for path in var.iterdir()] == ["data"]
    assert (var / "data" / "mine.txt").read_text() == "mine"


def test_damaged_manifest_is_as_if_there_were_none(client, db):
    made()
    (dump.folder() / "manifest.json").write_text('{"files": [1]}')
    assert "have not been made yet" in client.get("/data/").content.decode()
