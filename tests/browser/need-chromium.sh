#!/bin/sh
# Sees to it that Debian's Chromium is there: installs it where that is allowed, else says how.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core; } \
        >/dev/null 2>&1 && exit 0
fi
echo "The browser tests need Chromium. On Debian: sudo apt install chromium" >&2
exit 1
