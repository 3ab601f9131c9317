#!/usr/bin/env bash
# Whose work is in the app, and under which licence: writes app/src/main/res/raw/licences.txt anew, which the
# app shows. Run it after a dependency was added or has gone.
#
#   licences.sh [--check]   only says whether it is as it should be
set -euo pipefail
cd "$(dirname "$0")"
listed=app/src/main/res/raw/licences.txt
made=$(mktemp)
trap 'rm -f "$made"' EXIT

{
  printf 'Apache-2.0: Android Jetpack, Jetpack Compose, Kotlin, kotlinx.coroutines, ZXing\n'
  printf 'Apache-2.0 OR LGPL-2.1: Java Native Access\n'
  printf 'Unicode-3.0: Unicode Character Database\n'
  cargo tree --locked --manifest-path ../Cargo.toml -p doorstep-bindings -e normal --target aarch64-linux-android \
    --prefix none --no-dedupe --format '{p}|{l}' |
    grep -v '^doorstep' | sed -E 's/^([^ ]+) [^|]*\|/\1|/; s|/| OR |' | LC_ALL=C sort -u |
    awk -F'|' '{ names[$2] = names[$2] (names[$2] ? ", " : "") $1 } END { for (of in names) print of ": " names[of] }' | LC_ALL=C sort
  # The licence of the JPEG encoder asks for this sentence beside every copy of a program with it.
  printf 'This software is based in part on the work of the Independent JPEG Group.\n'
} | awk 'NR > 1 { print "" } { print }' >"$made"

if [[ ${1:-} == --check ]]; then
  diff "$listed" "$made" && printf 'licences: as listed\n'
else
  cp "$made" "$listed"
fi
