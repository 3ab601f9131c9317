#!/usr/bin/env bash
# Packs the framework of the core for a release, and writes into Package.swift where it will lie and
# its checksum, so that an app can add the package by the repository's URL.
#
#   ios/release-xcframework.sh URL [PACKAGE [FOLDER]]   defaults: Package.swift, ios/build
#
# Takes FOLDER/DoorstepFFI.xcframework, which build-xcframework.sh makes, and leaves
# FOLDER/DoorstepFFI.xcframework.zip. Put that file where URL says, commit PACKAGE and tag it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
url=${1:-}
package=${2:-$root/Package.swift}
out=${3:-$root/ios/build}
[[ $url == https://*.zip && $url != *[[:space:]\"\\\|\&]* ]] ||
  { printf 'release-xcframework.sh: URL must be https://… and end in .zip\n' >&2; exit 2; }
framework=DoorstepFFI.xcframework
[[ -d $out/$framework ]] ||
  { printf 'no %s: run ios/build-xcframework.sh first\n' "$out/$framework" >&2; exit 1; }
[[ -d $out/$framework/ios-arm64 ]] ||
  { printf '%s is for no phone: build it without --debug\n' "$framework" >&2; exit 1; }
for line in frameworkURL frameworkChecksum; do
  grep -q "^let $line = \".*\"\$" "$package" ||
    { printf '%s has no line for %s\n' "$package" "$line" >&2; exit 1; }
done

cd "$out"
rm -f "$framework.zip"
# Links stay links, and nothing of this machine's users comes along.
zip -q -r -y -X "$framework.zip" "$framework"
# What `swift package compute-checksum` prints: SHA-256 of the file.
if command -v sha256sum >/dev/null; then sum=$(sha256sum "$framework.zip"); else sum=$(shasum -a 256 "$framework.zip"); fi
sum=${sum%% *}
new=$(mktemp)
sed -e "s|^let frameworkURL = .*|let frameworkURL = \"$url\"|" \
  -e "s|^let frameworkChecksum = .*|let frameworkChecksum = \"$sum\"|" "$package" >"$new"
cat "$new" >"$package"
rm "$new"
printf '%s/%s.zip\n%s\n' "$out" "$framework" "$sum"
