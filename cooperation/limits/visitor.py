"""The address of a visitor, as every limit counts it."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def visitor(request):
    """Return the address of the visitor as text; "" if the server knows none.

    Behind a proxy it is the last one in X-Forwarded-For, which the proxy adds itself; anybody can
    make up the ones before it. An IPv6 address is counted by its network (/64, RFC 6177), because
    one household has all addresses in it.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    for text in (forwarded.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            return _counted(ip_address(text))
        except ValueError:
            continue
    return ""


def _counted(address):
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 4:
        return str(address)
    return str(ip_network((int(address), 64), strict=False))
