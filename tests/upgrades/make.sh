#!/bin/sh
# Makes tests/upgrades/NAME.sql: the database that a commit made, with a little content in it.
# In the project's folder: sh tests/upgrades/make.sh COMMIT NAME
# Another PYTHON is needed only for a commit with other requirements.
set -eu
commit=$1 name=$2
home=$(pwd)
python=${PYTHON:-$home/.venv/bin/python}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git archive "$commit" | tar --extract --directory "$scratch"
cd "$scratch"
unset DATABASE_URL CACHE_URL
export VAR_DIR="$scratch/var"
"$python" manage.py migrate --verbosity 0
"$python" manage.py shell --verbosity 0 <"$home/tests/upgrades/fill.py"
"$python" "$home/tests/upgrades/dump.py" "$VAR_DIR/db.sqlite3" >"$home/tests/upgrades/$name.sql"
