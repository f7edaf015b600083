#!/bin/sh
# Sees to it that what checks the pages is there: the Nu validator and IBM's checker (npm), Java for the one, w3m.
# Everything from npm goes into .venv/checkers. Further packages, such as lighthouse@12.8.2, are arguments.
FOLDER=.venv/checkers
PACKAGES="vnu-jar@26.9.27 accessibility-checker-engine@4.0.34"

install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing $* for the tests of the pages ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        >/dev/null 2>&1
}

missing=""
command -v npm >/dev/null 2>&1 || missing="$missing npm"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v w3m >/dev/null 2>&1 || missing="$missing w3m"
if [ -n "$missing" ] && ! install $missing; then
    echo "The tests of the pages need:$missing. On Debian: sudo apt install$missing" >&2
    exit 1
fi

absent=""
for package in $PACKAGES "$@"; do
    grep -qs "\"version\": \"${package##*@}\"" "$FOLDER/node_modules/${package%@*}/package.json" || absent=yes
done
[ -z "$absent" ] && exit 0
echo "Installing what checks the pages into $FOLDER ..."
mkdir -p "$FOLDER"
npm install --prefix "$FOLDER" --no-package-lock --no-save --no-audit --no-fund --loglevel=error $PACKAGES "$@" \
    >/dev/null || { echo "$PACKAGES $* could not be installed. Is there a connection to the npm registry?" >&2; exit 1; }
