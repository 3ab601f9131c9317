#!/usr/bin/env bash
# Whose work is in the app, and under which licence: writes App/licences.txt anew, which the app shows. Run
# it after a dependency of the core was added or has gone.
#
#   ios/licences.sh [--check]   only says whether it is as it should be
set -euo pipefail
cd "$(dirname "$0")"
listed=App/licences.txt
made=$(mktemp)
trap 'rm -f "$made"' EXIT

{
  printf 'Unicode Character Database|Unicode-3.0\n'
  cargo tree --locked --manifest-path ../Cargo.toml -p doorstep-bindings -e normal --target aarch64-apple-ios \
    --prefix none --no-dedupe --format '{p}|{l}' |
    grep -v '^doorstep' | sed -E 's/^([^ ]+) [^|]*\|/\1|/; s|/| OR |'
} | LC_ALL=C sort -u |
  awk -F'|' '{ names[$2] = names[$2] (names[$2] ? ", " : "") $1 }
    END { for (of in names) print of ": " names[of] }' |
  LC_ALL=C sort | awk 'NR > 1 { print "" } { print }' >"$made"
# The licence of the JPEG encoder asks for this sentence beside every copy of a program with it.
printf '\nThis software is based in part on the work of the Independent JPEG Group.\n' >>"$made"

if [[ ${1:-} == --check ]]; then
  diff "$listed" "$made" && printf 'licences: as listed\n'
else
  cp "$made" "$listed"
fi
