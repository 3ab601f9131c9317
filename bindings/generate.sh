#!/usr/bin/env bash
# Writes the Kotlin and Swift sources that belong to the library.
#
#   bindings/generate.sh          builds the library and writes them
#   bindings/generate.sh --check  fails, with the difference, if what is checked in is another
set -euo pipefail
cd "$(dirname "$0")/.."

out=bindings
if [[ ${1:-} == --check ]]; then
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
elif (($#)); then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

# With the features of the whole workspace, so that tests and this build them once.
cargo build --quiet --locked --lib --bin doorstep-bindgen
target=${CARGO_TARGET_DIR:-target}/debug
case $(uname -s) in Darwin) library=$target/libdoorstep_bindings.dylib ;; *) library=$target/libdoorstep_bindings.so ;; esac
kotlin=kotlin/src/main/kotlin swift=swift/Sources/Doorstep ffi=swift/Sources/DoorstepFFI
"$target/doorstep-bindgen" kotlin "$library" "$out/$kotlin"
"$target/doorstep-bindgen" swift "$library" "$out/$swift" "$out/$ffi"

[[ $out != bindings ]] || exit 0
for file in "$kotlin/doorstep/doorstep.kt" "$swift/Doorstep.swift" "$ffi/DoorstepFFI.h" "$ffi/module.modulemap"; do
  if ! diff -u --label "checked in" --label "generated" "bindings/$file" "$out/$file"; then
    printf 'bindings/%s is not what the library says; run bindings/generate.sh\n' "$file" >&2
    exit 1
  fi
done
