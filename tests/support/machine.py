"""Which programs this machine has, and whether tests that need one may be skipped."""

import os
import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MUST_RUN = os.environ.get("REQUIRE_ALL_TESTS") == "1"
