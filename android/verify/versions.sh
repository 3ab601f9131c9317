#!/usr/bin/env bash
# Whether Gradle and Maven use the same versions, and Cargo the same of ours: names each one that differs.
set -euo pipefail
cd "$(dirname "$0")"

# name version, of the [versions] that are not levels of Android
gradle=$(awk -F'"' '/^\[/ {on = /^\[versions\]/} on && /^[a-z]/ && !/^android-/ {
  sub(/ *=.*/, "", $1); print $1, $2 }' ../gradle/libs.versions.toml)
property() { sed -n "s|^ *<$1\.version>\(.*\)</$1\.version>$|\1|p" pom.xml; }

status=0
while read -r name here; do
  if [[ $name == agp ]]; then
    # The tools of one release count 23 ahead of the plugin.
    there=$(property tools)
    here=$((${here%%.*} + 23)).${here#*.}
  elif [[ $name == doorstep ]]; then
    there=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"$/\1/p' ../../Cargo.toml)
  else
    there=$(property "$name")
  fi
  if [[ $here != "$there" ]]; then
    printf '%s: %s in libs.versions.toml, elsewhere %s\n' "$name" "$here" "${there:-none}" >&2
    status=1
  fi
done <<<"$gradle"
if ((status == 0)); then printf 'versions: %s are the same\n' "$(wc -l <<<"$gradle" | tr -d ' ')"; fi
exit "$status"
