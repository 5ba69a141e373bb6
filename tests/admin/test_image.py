"""Pictures at the desk."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pixels

from cooperation.models import Image, Record
from tests.support.desk import errors_of
from tests.support.factories import AgreementFactory
from tests.support.files import SECRETS, encoded, kept_picture, photo, png_header, quarters, upload
from tests.support.forms import sent_back

ADD = "/admin/cooperation/image/add/"
LIST = "/admin/cooperation/image/"
BOTH = "Write the alternative text, or tick “decorative” and leave it empty."
FLAGS = {"title_en": "Flags", "alt_en": "Two flags"}


def form_of(image):
    return f"{LIST}{image.pk}/change/"


def add(client, data=None, name="flags.jpg", **typed):
    file = upload(photo() if data is None else data, name)
    return client.post(ADD, sent_back(client.get(ADD), file=file, **typed))


def change(client, image, **typed):
    data = sent_back(client.get(form_of(image)))
    data.pop("file", None)  # a browser sends no file again unless another is chosen
    return client.post(form_of(image), data | typed)


@pytest.mark.parametrize(
    ("typed", "is_saved"),
    [
        ({"alt_en": "Two flags"}, True),
        ({"is_decorative": "on"}, True),
        ({}, False),
        ({"alt_en": "   "}, False),
        ({"alt_ru": "Два флага"}, False),
        ({"alt_en": "Two flags", "is_decorative": "on"}, False),
        ({"alt_ru": "Два флага", "is_decorative": "on"}, False),
    ],
)
def test_picture_says_something_or_is_decorative_and_never_both(editor_client, typed, is_saved):
    response = add(editor_client, title_en="Flags", **typed)
    assert Image.objects.exists() is is_saved
    if not is_saved:
        assert response.context["adminform"].form.errors == {"alt_en": [BOTH]}


def test_uploaded_picture_is_stripped_scaled_and_measured(editor_client):
    assert add(editor_client, photo(orientation=6), **FLAGS).status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height, len(image.renditions)) == (40, 60, 9)
    for name in image.files:
        with default_storage.open(name) as file:
            data = file.read()
        assert [secret in data for secret in SECRETS] == [False, False, False]
        assert Pixels.open(io.BytesIO(data)).getexif().get_ifd(0x8825) == {}


TWO = {"save_all": True, "append_images": [Pixels.new("RGB", (60, 40), "red")]}


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (
            b"<script>alert(1)</script>",
            "flags.png",
            "“flags.png” is not a picture that can be read.",
        ),
        (photo()[:400], "flags.jpg", "“flags.jpg” is damaged."),
        (encoded(quarters(), "WEBP", **TWO), "flags.webp", "“flags.webp” is animated."),
        (png_header(60_000, 60_000), "flags.png", "“flags.png” has more than 50 million pixels."),
        (encoded(quarters(), "PNG"), "flags.gif", "File extension “gif” is not allowed."),
        (b"", "flags.png", "The submitted file is empty."),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_remedy(editor_client, data, name, message):
    response = add(editor_client, data, name, **FLAGS)
    [error] = response.context["adminform"].form.errors["file"]
    assert error.startswith(message)
    assert not Image.objects.exists()


def test_too_large_file_is_refused(editor_client, settings):
    settings.UPLOAD_LIMIT = 10
    assert "Upload a file of at most 10" in errors_of(add(editor_client, **FLAGS))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"focus_x": "101"}, "focus_x"),
        ({"focus_y": "-1"}, "focus_y"),
        ({"focus_x": "left"}, "focus_x"),
        ({"focus_x": ""}, "focus_x"),
        ({"licence": "CC-BY-1.0"}, "licence"),
        ({"licence": "other"}, "__all__"),
    ],
)
def test_wrong_value_is_refused_at_its_field(editor_client, typed, field):
    response = add(editor_client, **FLAGS | typed)
    assert list(response.context["adminform"].form.errors) == [field]


def test_another_focal_point_makes_other_crops(editor_client):
    image = kept_picture(photo(quarters((320, 80))))
    before = image.renditions
    assert change(editor_client, image, focus_x="0", focus_y="100").status_code == 302
    image.refresh_from_db()
    assert image.focus == (0, 100)
    assert {each["file"] for each in before} & {*image.files} == set()


def test_another_file_takes_the_place_of_the_first(
    editor_client, django_capture_on_commit_callbacks
):
    image = kept_picture()
    before = image.files
    with django_capture_on_commit_callbacks(execute=True):
        change(editor_client, image, file=upload(encoded(quarters((9, 5)), "PNG"), "new.png"))
    image.refresh_from_db()
    assert (image.width, image.height) == (9, 5)
    assert [default_storage.exists(name) for name in before] == [True] * 10  # the history has it
    assert [default_storage.exists(name) for name in image.files] == [True] * 10


@pytest.mark.parametrize("typed", [{"focus_x": "10"}, {"alt_en": "Three flags"}])
def test_picture_whose_file_has_gone_asks_for_it_again(editor_client, typed):
    image = kept_picture()
    default_storage.delete(image.file.name)
    response = change(editor_client, image, **typed)
    errors = response.context["adminform"].form.errors
    assert errors == {"file": ["The file has gone. Upload it again."]}
    change(editor_client, image, **typed, file=upload(photo(), "new.jpg"))
    assert default_storage.exists(Image.objects.get().file.name)


def test_broken_file_of_before_is_named_when_crops_are_wanted(editor_client):
    image = kept_picture()
    with default_storage.open(image.file.name, "wb") as file:
        file.write(photo()[:800])
    response = change(editor_client, image, focus_x="10")
    [error] = response.context["adminform"].form.errors["file"]
    assert error == "“flags.jpg” is damaged. Save the picture again and upload the new file."


def test_form_shows_the_picture_and_where_it_is_used(editor_client):
    image = kept_picture()
    assert "no record yet" in editor_client.get(form_of(image)).content.decode()
    record = AgreementFactory(image=image, title_en="A plan")
    form = editor_client.get(form_of(image)).content.decode()
    assert f'<a href="/admin/cooperation/agreement/{record.pk}/change/">A plan</a>' in form
    assert (
        f'<img src="{image.address("whole", 480)}" width="60" height="40" alt="Two flags">' in form
    )


def test_list_shows_the_pictures_small(editor_client):
    image = kept_picture()
    page = editor_client.get(LIST).content.decode()
    assert f'<img class="thumbnail" src="{image.address("square", 96)}"' in page


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("", ["Both", "English", "None"]),
        ("ru", ["English"]),
        ("uz", ["Both", "English"]),
        ("decorative", ["None"]),
        ("xx", ["Both", "English", "None"]),
    ],
)
def test_pictures_without_alternative_text_are_found(editor_client, choice, expected):
    kept_picture(title_en="English")
    kept_picture(title_en="Both", alt_ru="Два флага")
    kept_picture(title_en="None", alt_en="", is_decorative=True)
    page = editor_client.get(LIST, {"alt": choice} if choice else {})
    assert [image.title for image in page.context["cl"].queryset] == expected


def test_author_cannot_take_a_picture_from_what_is_public(client, author):
    client.force_login(author)
    image = kept_picture()
    assert 'name="_save"' in client.get(form_of(image)).content.decode()
    AgreementFactory(image=image)
    shown = client.get(form_of(image))
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()


@pytest.mark.parametrize("way", ["form", "list"])
def test_deleted_picture_takes_its_files_along(
    editor_client, django_capture_on_commit_callbacks, way
):
    image, other = kept_picture(), kept_picture()
    with django_capture_on_commit_callbacks(execute=True):
        if way == "form":
            editor_client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
        else:
            data = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
            editor_client.post(LIST, data)
    assert list(Image.objects.all()) == [other]
    assert [default_storage.exists(name) for name in image.files] == [False] * 10
    assert [default_storage.exists(name) for name in other.files] == [True] * 10


def test_picture_that_a_record_shows_is_not_deleted(editor_client):
    image = kept_picture()
    AgreementFactory(image=image, title_en="A plan", status=Record.Status.DRAFT)
    page = editor_client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert "Open “A plan”" in page.content.decode()
    assert Image.objects.get() == image
