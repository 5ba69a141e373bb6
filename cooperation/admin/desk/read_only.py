"""Tables that are looked at here and changed elsewhere."""


class ReadOnly:
    """An admin in which nothing is added, changed or deleted."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
