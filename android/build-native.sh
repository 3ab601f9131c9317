#!/usr/bin/env bash
# Builds the core for Android phones, as FOLDER/ABI/libdoorstep_bindings.so.
#
#   android/build-native.sh [--profile release|dev] [--abi ABI]... FOLDER
#
# By default stripped, for every kind of phone that is served: arm64-v8a, armeabi-v7a, x86_64. Gradle
# calls it, and for a debug build asks for the developer's own kind alone, as cargo builds while one
# works (--profile dev).
#
# Needs the Android NDK 28 or newer (ANDROID_NDK_HOME, or the newest below ANDROID_HOME), cargo-ndk
# (cargo install cargo-ndk) and the targets (rustup target add aarch64-linux-android
# armv7-linux-androideabi x86_64-linux-android). Not run on the machines of this repository's tests,
# which have no NDK.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

# What a window system starts has not the PATH of a terminal: there rustup puts cargo.
PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin

usage() { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

profile=release abis=()
while (($#)); do
  case $1 in
    --profile) (($# > 1)) || usage; profile=$2; shift 2 ;;
    --abi) (($# > 1)) || usage; abis+=("$2"); shift 2 ;;
    -*) usage ;;
    *) break ;;
  esac
done
(($# == 1)) || usage
((${#abis[@]})) || abis=(arm64-v8a armeabi-v7a x86_64)
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$root"

ndk=${ANDROID_NDK_HOME:-}
if [[ -z $ndk ]]; then
  for found in "${ANDROID_HOME:-}"/ndk/*; do
    [[ ! -d $found ]] || ndk=$found
  done
fi
[[ -d $ndk ]] || die 'no Android NDK: set ANDROID_NDK_HOME, or ANDROID_HOME to an SDK that has one'
export ANDROID_NDK_HOME=$ndk
command -v cargo >/dev/null || die "missing: cargo (install Rust with rustup, or set CARGO_HOME)"
command -v cargo-ndk >/dev/null || die 'missing: cargo-ndk (cargo install cargo-ndk)'

targets=()
for abi in "${abis[@]}"; do targets+=(--target "$abi"); done
# 26 is Android 8.0: the oldest phone that is served.
bindings/for-phones.sh cargo ndk --platform 26 --output-dir "$out" "${targets[@]}" \
  build --profile "$profile" --locked --package doorstep-bindings

prebuilt=("$ndk"/toolchains/llvm/prebuilt/*/bin)
tools=${prebuilt[0]}
for abi in "${abis[@]}"; do
  library=$out/$abi/libdoorstep_bindings.so
  [[ $profile != release ]] || "$tools/llvm-strip" --strip-all "$library"
  # Phones with pages of 16 KB load only what is laid out for them.
  case $abi in
    arm64-v8a | x86_64)
      "$tools/llvm-readelf" --program-headers --wide "$library" |
        awk '$1 == "LOAD" && $NF !~ /^0x(4|8|10|20|40)000$/ {bad = 1} END {exit bad}' ||
        die "$library is not laid out for pages of 16 KB"
      ;;
  esac
  printf '%s: %s bytes\n' "$library" "$(wc -c <"$library" | tr -d ' ')"
done
