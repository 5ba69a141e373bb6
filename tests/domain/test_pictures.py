"""What may be uploaded as a picture, and what is made of it."""

import io

import pytest
from PIL import Image as Pixels
from PIL import features

from cooperation.formats.pictures.reading import PictureError, read_picture
from cooperation.formats.pictures.rendering import (
    SHAPES,
    encode_original,
    make_renditions,
    rendition_sizes,
)
from tests.support.files import SRGB, encoded, photo, png_header, quarters

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)


def reading(data):
    return read_picture(io.BytesIO(data), "flags.jpg")


def near(first, second):
    return all(abs(a - b) <= 6 for a, b in zip(first, second, strict=True))


def first_pixel(data):
    return reading(data).pixels.getpixel((0, 0))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(orientation):
    upright = quarters((64, 32))
    turns = {
        2: [Pixels.Transpose.FLIP_LEFT_RIGHT],
        3: [Pixels.Transpose.ROTATE_180],
        4: [Pixels.Transpose.FLIP_TOP_BOTTOM],
        5: [Pixels.Transpose.TRANSPOSE],
        6: [Pixels.Transpose.ROTATE_90],
        7: [Pixels.Transpose.TRANSVERSE],
        8: [Pixels.Transpose.ROTATE_270],
    }.get(orientation, [])
    stored = upright
    for turn in turns:
        stored = stored.transpose(turn)
    found = reading(photo(stored, orientation)).pixels
    assert found.size == (64, 32)
    corners = [found.getpixel(place) for place in ((4, 4), (4, 27), (59, 4), (59, 27))]
    expected = [RED, BLUE, GREEN, WHITE]
    assert [near(a, b) for a, b in zip(corners, expected, strict=True)] == [True] * 4


@pytest.mark.parametrize(
    ("pixels", "kind", "mode", "colour"),
    [
        (Pixels.new("1", (1, 1), 1), "PNG", "RGB", (255, 255, 255)),
        (Pixels.new("L", (3, 2), 100), "PNG", "RGB", (100, 100, 100)),
        (Pixels.new("LA", (3, 2), (100, 50)), "PNG", "RGBA", (100, 100, 100, 50)),
        (Pixels.new("I;16", (3, 2), 40_000), "PNG", "RGB", (156, 156, 156)),
        (Pixels.new("P", (3, 2), 0), "PNG", "RGB", (0, 0, 0)),
        (Pixels.new("CMYK", (3, 2), (0, 255, 255, 0)), "JPEG", "RGB", (255, 0, 0)),
        (Pixels.new("RGBA", (3, 2), (1, 2, 3, 255)), "PNG", "RGB", (1, 2, 3)),
        (Pixels.new("RGBA", (3, 2), (1, 2, 3, 9)), "PNG", "RGBA", (1, 2, 3, 9)),
        (Pixels.new("RGB", (3, 2), (9, 99, 199)), "WEBP", "RGB", (9, 99, 199)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb_or_rgba(pixels, kind, mode, colour):
    options = {"lossless": True} if kind == "WEBP" else {}
    found = reading(encoded(pixels, kind, **options))
    assert found.pixels.mode == mode
    assert found.pixels.size == pixels.size
    assert near(found.pixels.getpixel((0, 0)), colour)
    assert found.format == kind
    assert found.pixels.info == {}


def test_colour_that_is_transparent_stays_so():
    pixels = Pixels.new("P", (3, 2), 1)
    pixels.putpalette([9, 9, 9, 200, 0, 0])
    assert first_pixel(encoded(pixels, "PNG", transparency=1))[3] == 0
    assert first_pixel(encoded(pixels, "PNG", transparency=0)) == (200, 0, 0)


def test_colours_of_a_profile_are_converted():
    swapped = SRGB.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    grey, red = Pixels.new("L", (3, 2), 128), Pixels.new("RGB", (3, 2), (200, 20, 20))
    assert near(first_pixel(encoded(red, "PNG", icc_profile=SRGB)), (200, 20, 20))
    assert near(first_pixel(encoded(red, "PNG", icc_profile=swapped)), (20, 20, 200))
    assert near(first_pixel(encoded(grey, "JPEG", icc_profile=SRGB)), (128, 128, 128))


@pytest.mark.parametrize("profile", [b"garbage", b"\0" * 200])
def test_broken_profile_is_left_aside(profile):
    data = encoded(Pixels.new("RGB", (3, 2), (200, 20, 20)), "PNG", icc_profile=profile)
    assert near(first_pixel(data), (200, 20, 20))


def test_pictures_behind_the_first_one_are_left_aside():
    data = encoded(quarters(), "MPO", save_all=True, append_images=[Pixels.new("RGB", (9, 9))])
    found = reading(data)
    assert (found.format, found.pixels.size) == ("JPEG", (60, 40))


TWO = {"save_all": True, "append_images": [Pixels.new("RGB", (60, 40), "red")]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture that can be read"),
        (encoded(quarters(), "GIF"), "is not a picture that can be read"),
        (encoded(quarters(), "TIFF"), "is not a picture that can be read"),
        (photo()[:400], "is damaged"),
        (encoded(quarters((300, 300)), "PNG")[:-60], "is damaged"),
        (encoded(quarters(), "WEBP", **TWO), "is animated"),
        (encoded(quarters(), "PNG", **TWO), "is animated"),
        (png_header(8000, 7000), "more than 50 million pixels"),
        (png_header(12_000, 12_000), "more than 50 million pixels"),
        (png_header(60_000, 60_000), "more than 50 million pixels"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(data, message):
    with pytest.raises(PictureError) as caught:
        reading(data)
    assert message in str(caught.value)
    assert "“flags.jpg”" in str(caught.value)


@pytest.mark.parametrize(
    ("shape", "size", "expected"),
    [
        ("whole", (4000, 3000), [(480, 360), (800, 600), (1200, 900), (1760, 1320)]),
        ("whole", (600, 400), [(480, 320), (600, 400)]),
        ("whole", (20_000, 10), [(480, 1), (800, 1), (1200, 1), (1760, 1)]),
        ("whole", (10, 20_000), [(1, 2400)]),
        ("wide", (4000, 3000), [(400, 225), (800, 450), (1200, 675)]),
        ("wide", (600, 100), [(178, 100)]),
        ("square", (4000, 3000), [(160, 160), (320, 320), (480, 480)]),
        ("square", (200, 3000), [(160, 160), (200, 200)]),
        *((shape, (1, 1), [(1, 1)]) for shape in SHAPES),
    ],
)
def test_sizes_are_those_of_the_pages_and_never_larger_than_the_picture(shape, size, expected):
    assert rendition_sizes(shape, *size) == expected


def test_each_rendition_is_a_picture_of_its_kind_and_size():
    assert features.check("avif")
    found = list(make_renditions(reading(photo(quarters((900, 600)))), (50, 50)))
    opened = [Pixels.open(io.BytesIO(made.data)) for made in found]
    expected = [(made.width, made.height, made.extension) for made in found]
    kinds = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg"}
    assert [(*each.size, kinds[each.format]) for each in opened] == expected
    wide = [(made.width, made.extension) for made in found if made.shape == "wide"]
    assert wide == [(width, kind) for width in (400, 800, 900) for kind in kinds.values()]


def test_transparent_picture_falls_back_to_png():
    pixels = Pixels.new("RGBA", (30, 20), (1, 2, 3, 0))
    found = list(make_renditions(reading(encoded(pixels, "PNG")), (50, 50)))
    assert {made.extension for made in found} == {"avif", "webp", "png"}
    opened = [Pixels.open(io.BytesIO(made.data)).convert("RGBA") for made in found]
    alphas = {image.getpixel((1, 1))[3] for image in opened}
    assert alphas == {0}


def colour_of_crop(shape, focus, size=(640, 160)):
    """Return the colour left of the middle of the crop of a picture, half red and half white."""
    pixels = Pixels.new("RGB", size, "white")
    pixels.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture = reading(encoded(pixels, "PNG"))
    crops = [each for each in make_renditions(picture, focus) if each.shape == shape]
    image = Pixels.open(io.BytesIO(crops[-1].data)).convert("RGB")
    return image.getpixel((image.width // 4, image.height // 4))


@pytest.mark.parametrize(
    ("focus", "size", "expected"),
    [
        ((0, 50), (640, 160), RED),
        ((100, 50), (640, 160), WHITE),
        ((50, 0), (160, 640), RED),
        ((50, 100), (160, 640), WHITE),
    ],
)
def test_crop_follows_the_focal_point(focus, size, expected):
    assert near(colour_of_crop("square", focus, size), expected)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_in_its_own_format_at_its_own_size(kind):
    extension, data = encode_original(reading(encoded(quarters(), kind)))
    found = Pixels.open(io.BytesIO(data))
    assert (extension, found.format, found.size) == (
        {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind], kind, (60, 40),
    )  # fmt: skip
