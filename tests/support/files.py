"""Makes the pictures and PDF files that tests upload."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from PIL import Image as Pixels
from PIL import ImageCms
from pypdf import PdfWriter

from cooperation.changes.items.pictures import store
from cooperation.changes.items.save import save_item
from cooperation.changes.save import Edit
from cooperation.models import Image
from cooperation.snapshots.items import snapshot_of

SECRETS = (b"SecretCam", b"Secret comment", b"Secret xmp")
"""What photo() hides in its bytes, beside its place."""

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def encoded(pixels, kind="JPEG", **options):
    """Return an image of Pillow as the bytes of a file."""
    file = io.BytesIO()
    pixels.save(file, kind, **options)
    return file.getvalue()


def quarters(size=(60, 40)):
    """Return an image with its left half red above blue, and its right half green above white."""
    width, height = size
    pixels = Pixels.new("RGB", size, "white")
    pixels.paste("red", (0, 0, width // 2, height // 2))
    pixels.paste("blue", (0, height // 2, width // 2, height))
    pixels.paste("green", (width // 2, 0, width, height // 2))
    return pixels


def photo(pixels=None, orientation=1, **options):
    """Return a JPEG as a telephone makes it: with its place, its camera, a comment and XMP."""
    exif = Pixels.Exif()
    exif[0x010F], exif[0x0112] = "SecretCam", orientation
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (41.0, 18.0, 30.0), 3: "E", 4: (69.0, 16.0, 0.0)})
    hidden = {"comment": "Secret comment", "xmp": b"<x:xmpmeta>Secret xmp</x:xmpmeta>"}
    return encoded(pixels or quarters(), "JPEG", exif=exif, **hidden, **options)


def png_header(width, height):
    """Return a PNG that says it is so large, and holds next to nothing."""

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def upload(data, name="flags.jpg"):
    return SimpleUploadedFile(name, data)


def kept_picture(data=None, name="flags.jpg", **fields):
    """Return a picture of the library, kept as the desk keeps it."""
    fields = {"title_en": "Flags", "alt_en": "Two flags", **fields}
    image = Image(**fields, file=upload(data or photo(), name))
    store(image)
    return save_item(None, Edit(snapshot_of(image))).item


def office_file(*parts, size=1):
    """Return an archive with these parts, as .docx, .odt and .xlsx are; each is so many spaces."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, b" " * size)
    return file.getvalue()


def pdf(*pages, language="", **encryption):
    """Return a PDF whose pages hold these texts; ``encryption`` as PdfWriter.encrypt takes it."""
    codes = {letter: code for code, letter in enumerate(sorted(set("".join(pages))), 1)}
    rows = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end"
    ).encode()
    numbers = [5 + 2 * n for n in range(len(pages))]
    said = f" /Lang ({language})" if language else ""
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R{said} >>".encode(),
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] "
        "/MediaBox [0 0 595 842] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        4: _stream(to_unicode),
    }
    for number, text in zip(numbers, pages, strict=True):
        words = "".join(f"{codes[letter]:02x}" for letter in text)
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        objects[number + 1] = _stream(f"BT /F 12 Tf 20 800 Td <{words}> Tj ET".encode())
    data = _file(objects)
    return _encrypted(data, encryption) if encryption else data


def compact_pdf(text):
    """Return a PDF of one page whose letters only its font tells, a compact one (CFF)."""
    letters = sorted(set(text))
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    builder, pen = FontBuilder(1000, isTTF=False), T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.closePath()
    builder.setupGlyphOrder(names)
    builder.setupCFF("Compact", {}, dict.fromkeys(names, pen.getCharString()), {})
    table = builder.font["CFF "]
    table.cff.topDictIndex[0].Encoding = [*names, *[".notdef"] * (256 - len(names))]
    words = "".join(f"{letters.index(letter) + 1:02x}" for letter in text)
    return _file(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> >> >>",
            4: _stream(f"BT /F 12 Tf 20 800 Td <{words}> Tj ET".encode()),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Compact /FontDescriptor 6 0 R >>",
            6: b"<< /Type /FontDescriptor /FontName /Compact /Flags 4 /FontFile3 7 0 R >>",
            7: _stream(table.compile(builder.font), "/Subtype /Type1C"),
        }
    )


def scan(pages=1):
    """Return a PDF of pictures alone."""
    page = Pixels.new("1", (60, 80), 1)
    return encoded(page, "PDF", save_all=True, append_images=[page] * (pages - 1))


def _stream(data, said=""):
    return f"<< /Length {len(data)} {said} >> stream\n".encode() + data + b"\nendstream"


def _file(objects):
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number in sorted(objects):
        places.append(len(out))
        out += f"{number} 0 obj ".encode() + objects[number] + b" endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer "
    end += f"<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return bytes(out) + end.encode()


def _encrypted(data, encryption):
    writer, file = PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt(**encryption)
    writer.write(file)
    return file.getvalue()
