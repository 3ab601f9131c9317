#!/usr/bin/env bash
# Builds the core for the four kinds of Android phones, stripped, where Gradle looks for it.
#
#   android/build-native.sh [FOLDER]   default: android/sdk/src/main/jniLibs
#
# Needs the Android NDK 28 or newer (ANDROID_NDK_HOME), cargo-ndk (cargo install cargo-ndk) and the
# targets (rustup target add aarch64-linux-android armv7-linux-androideabi x86_64-linux-android
# i686-linux-android). Not run on the machines of this repository's tests, which have no NDK.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$root/android/sdk/src/main/jniLibs}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

ndk=${ANDROID_NDK_HOME:-}
[[ -d $ndk ]] || { printf 'ANDROID_NDK_HOME names no folder\n' >&2; exit 1; }
command -v cargo-ndk >/dev/null || { printf 'missing: cargo-ndk (cargo install cargo-ndk)\n' >&2; exit 1; }

# 26 is Android 8.0: the oldest phone that is served.
cargo ndk --platform 26 --output-dir "$out" \
  --target arm64-v8a --target armeabi-v7a --target x86_64 --target x86 \
  build --release --locked --package doorstep-bindings

prebuilt=("$ndk"/toolchains/llvm/prebuilt/*/bin)
tools=${prebuilt[0]}
for library in "$out"/*/libdoorstep_bindings.so; do
  "$tools/llvm-strip" --strip-all "$library"
  # Phones with pages of 16 KB load only what is laid out for them.
  case $library in
    */arm64-v8a/* | */x86_64/*)
      if ! "$tools/llvm-readelf" --program-headers --wide "$library" |
        awk '$1 == "LOAD" && $NF !~ /^0x(4|8|10|20|40)000$/ {bad = 1} END {exit bad}'; then
        printf '%s is not laid out for pages of 16 KB\n' "$library" >&2
        exit 1
      fi
      ;;
  esac
  printf '%s: %s bytes\n' "$library" "$(wc -c <"$library" | tr -d ' ')"
done
