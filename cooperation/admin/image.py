"""Editing pictures and their alternative text."""

from contextlib import contextmanager, suppress

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ImageField
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from cooperation.admin.desk.forms.fields import KnownChoices
from cooperation.admin.desk.forms.file_input import FileInput
from cooperation.admin.desk.forms.item import ItemForm
from cooperation.admin.desk.item_admin import ItemAdmin
from cooperation.admin.desk.pages.base import admin_url
from cooperation.admin.desk.uploads import UploadViews
from cooperation.admin_site.lists import yes_or_no
from cooperation.changes.items import pictures
from cooperation.changes.usage import images_used
from cooperation.domain import languages
from cooperation.formats.pictures.reading import PictureError
from cooperation.models import Image
from cooperation.models.image import ALT_OR_DECORATIVE
from cooperation.models.uploads import cached_outcomes, validate_size

FOCUS = ("focus_x", "focus_y")
THUMBNAIL = 48
"""Width and height of a picture in the list, in CSS pixels."""


class PictureFormField(forms.ImageField):
    """Accepts only files that can be shown as a still picture."""

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is not None:
            validate_size(file)
            with _as_validation_error():
                pictures.check(file)
            file.seek(0)
        return file

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}


class ImageForm(ItemForm):
    """Requires alternative text, unless the picture is decorative."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FOCUS:
            if name in self.fields:
                self.fields[name].widget.attrs |= {"min": 0, "max": 100}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("is_decorative") and "alt_en" in cleaned and not cleaned["alt_en"]:
            self.add_error("alt_en", ALT_OR_DECORATIVE)
        if self.instance.file and "file" not in self.changed_data:
            self._check_file()
        return cleaned

    def _check_file(self):
        """Add an error if the file is missing, or if renditions cannot be made from it."""
        file, typed = self.instance.file, self.cleaned_data
        focus = tuple(typed.get(name, getattr(self.instance, name)) for name in FOCUS)
        if not file.storage.exists(file.name):
            self.add_error("file", _("The file has gone. Upload it again."))
        elif not self.instance.renditions or {*FOCUS} & {*self.changed_data}:
            try:
                with _as_validation_error():
                    pictures.process_file(file, focus, is_new_file=False)
            except ValidationError as error:
                self.add_error("file", error)


def _typed_focus(request):
    """Return the typed focal point; the centre if it is not valid."""
    typed = [request.POST.get(name, "") for name in FOCUS]
    is_point = all(each.isdecimal() and len(each) <= 3 and int(each) <= 100 for each in typed)
    return tuple(map(int, typed)) if is_point else pictures.CENTRE


@contextmanager
def _as_validation_error():
    """Raise a PictureError as a ValidationError."""
    try:
        yield
    except PictureError as error:
        raise ValidationError(error.message, code="invalid_image", params=error.params) from error


class AltFilter(admin.SimpleListFilter):
    """Filters pictures by missing alternative text."""

    title = _("alternative text")
    parameter_name = "alt"

    def lookups(self, request, model_admin):
        missing = [
            (code, _("missing: %(language)s") % {"language": name})
            for code, name in settings.LANGUAGES
            if code != settings.LANGUAGE_CODE
        ]
        return [*missing, ("decorative", _("decorative"))]

    def queryset(self, request, queryset):
        if self.value() == "decorative":
            return queryset.decorative()
        if self.value() in dict(settings.LANGUAGES):
            return queryset.without_alt(self.value())
        return queryset


@admin.register(Image)
class ImageAdmin(UploadViews, ItemAdmin):
    form = ImageForm
    change_form_template = "admin/image_form.html"
    formfield_overrides = KnownChoices.formfield_overrides | {
        ImageField: {"form_class": PictureFormField, "widget": FileInput}
    }
    list_display = ("thumbnail", "title", "alt", "decorative", "credit", "licence")
    decorative = yes_or_no(Image, "is_decorative")
    list_display_links = ("thumbnail", "title")
    list_filter = (AltFilter, "licence")
    search_fields = languages.columns("title")
    readonly_fields = ("preview", "uses")
    uses_of = staticmethod(images_used)
    fieldsets = (
        (None, {"fields": ("title_en", "file", "alt_en", "is_decorative")}),
        (
            _("Focal point"),
            {
                "fields": ("preview", FOCUS),
                "description": _(
                    "When a page crops the picture, this point stays visible. Type two numbers, "
                    "or click the picture."
                ),
            },
        ),
        (_("Rights"), {"fields": ("credit_en", "licence", "terms_en")}),
        *(
            (
                label,
                {
                    "fields": [f"{name}_{code}" for name in ("title", "alt", "credit", "terms")],
                    "classes": ["collapse"],
                },
            )
            for code, label in languages.HEADINGS
        ),
        (_("Use"), {"fields": ("uses",)}),
    )

    @admin.display(description="")
    def thumbnail(self, image):
        address = image.address("square", THUMBNAIL * 2)
        html = '<img class="thumbnail" src="{}" width="{}" height="{}" alt="" loading="lazy">'
        return format_html(html, address, THUMBNAIL, THUMBNAIL)

    @admin.display(description=_("preview"))
    def preview(self, image):
        """Show the picture; focal-point.js lets editors click the focal point."""
        shown = _("It appears here once it is saved.")
        if image and image.file and image.file._committed:
            address = image.address("whole", 480)
            html = '<img src="{}" width="{}" height="{}" alt="{}">'
            shown = format_html(html, address, image.width, image.height, image.alt)
        label = _("Focal point: {x} percent from the left, {y} from the top. Arrow keys move it.")
        return format_html('<div class="focal" data-label="{}">{}</div>', label, shown)

    @admin.display(description=_("shown by"))
    def uses(self, image):
        uses = images_used([image]) if image and image.pk else []
        links = ((admin_url(use.record), use.record) for use in uses)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or _("no record yet")

    def prepare_stored_file(self, request, item):
        """Make the renditions of a stored picture again if its focal point changes."""
        if "file" not in request.FILES:
            self.session.read = item.file
            if item.focus != _typed_focus(request) or not item.renditions:
                with suppress(PictureError, OSError):  # the form shows the error
                    pictures.process_file(item.file, _typed_focus(request), is_new_file=False)

    def read_upload(self, request, name, file):
        pictures.process_file(file, _typed_focus(request), is_new_file=True)

    def get_object(self, request, object_id, from_field=None):
        """Return the picture with what was read of its file before the transaction."""
        image, read = super().get_object(request, object_id, from_field), self.session.read
        if image and read and read.name == image.file.name:
            cached_outcomes(image.file).update(cached_outcomes(read))
        return image

    def snapshot_from_form(self, form, before):
        pictures.store(form.instance, before)
        return super().snapshot_from_form(form, before)
