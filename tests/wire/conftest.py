"""The site as `make run` serves it, filled once, asked directly and through nginx."""

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest
from django.conf import settings

from cooperation.management.commands.run_site import server_arguments
from tests.support.machine import NGINX
from tests.support.wire.client import HOST
from tests.support.wire.server import free_port, running

NGINX_CONF = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {host}:{port};
        location / {{ proxy_pass http://{host}:{upstream}; }}
    }}
}}
"""
"""nginx with nothing but ``proxy_pass``: it asks by HTTP/1.0 and ends each connection."""


class Site(NamedTuple):
    """Where the site listens, the addresses of its files, and the folder of its data."""

    port: int
    files: dict
    folder: str


def pytest_collection_modifyitems(items):
    """Keep these tests in one process, which starts one site for all of them."""
    for item in items:
        if "tests/wire/" in item.path.as_posix():
            item.add_marker(pytest.mark.wire)
            item.add_marker(pytest.mark.xdist_group("wire"))


@pytest.fixture(scope="session")
def direct(tmp_path_factory):
    """The site on the server of `make run`. No other test shares its data."""
    port = free_port()
    environment = os.environ | {
        "VAR_DIR": str(tmp_path_factory.mktemp("site")),
        "SITE_URL": f"http://{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "DEBUG": "False",
        "BEHIND_PROXY": "True",  # the client says which visitor it is
        "API_REQUESTS_PER_MINUTE": "20",
        **dict.fromkeys(("ALLOWED_HOSTS", "CACHE_URL", "DATABASE_URL"), ""),
    }
    environment.pop("MEDIA_ROOT", None)
    filling = [sys.executable, "-m", "tests.support.wire.fill"]
    filled = subprocess.run(  # noqa: S603
        filling, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.PIPE
    )
    command = [sys.executable, "-m", "gunicorn", *server_arguments(port)]
    with running(command, port, env=environment):
        yield Site(port, json.loads(filled.stdout), environment["VAR_DIR"])


DEPLOY = settings.BASE_DIR / "deploy"

AROUND = """\
user root;  # the folders of tests are closed to others
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@pytest.fixture(scope="session")
def deployed(direct, tmp_path_factory):
    """The same site behind nginx with deploy/nginx.conf, adapted as its first lines say."""
    folder, port = tmp_path_factory.mktemp("deployed"), free_port()
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in {
        "/var/cache/nginx/register": f"{folder}/cache",
        "127.0.0.1:8001": f"{HOST}:{direct.port}",
        "listen 80": f"listen {HOST}:{port}",
        "/srv/register/var": direct.folder,
        "snippets/register-proxy.conf": f"{DEPLOY}/register-proxy.conf",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    conf = folder / "nginx.conf"
    conf.write_text(AROUND.format(folder=folder))
    with running([NGINX, "-c", str(conf), "-e", str(folder / "error.log")], port):
        yield direct._replace(port=port)


@pytest.fixture(scope="session")
def through_nginx(direct, tmp_path_factory):
    """The same site behind Debian’s nginx as it comes."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    conf = folder / "nginx.conf"
    conf.write_text(NGINX_CONF.format(folder=folder, host=HOST, port=port, upstream=direct.port))
    assert NGINX, "nginx is not installed"
    with running([NGINX, "-c", str(conf), "-e", str(folder / "error.log")], port):
        yield direct._replace(port=port)


@pytest.fixture(params=["direct", pytest.param("through_nginx", marks=pytest.mark.nginx)])
def site(request):
    """The site, asked in both ways."""
    return request.getfixturevalue(request.param)
