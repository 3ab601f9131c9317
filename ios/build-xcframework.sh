#!/usr/bin/env bash
# Builds the core for iPhones and their simulator, as the framework that the Swift package takes.
#
#   ios/build-xcframework.sh [--debug] [FOLDER]   default: ios/build
#
# Makes FOLDER/DoorstepFFI.xcframework. With --debug for the simulator of this Mac alone, as cargo
# builds while one works.
#
# Needs a Mac with Xcode and the targets (rustup target add aarch64-apple-ios aarch64-apple-ios-sim
# x86_64-apple-ios). Not run on the machines of this repository's tests, which are no Macs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
targets=(aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios) profile=release
if [[ ${1:-} == --debug ]]; then
  shift
  profile=dev
  case $(uname -m) in arm64) targets=(aarch64-apple-ios-sim) ;; *) targets=(x86_64-apple-ios) ;; esac
fi
out=${1:-$root/ios/build}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

# Xcode, started from the Dock, has not the PATH of a terminal: there rustup puts cargo.
PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
command -v cargo >/dev/null || { printf 'missing: cargo (install Rust with rustup)\n' >&2; exit 1; }
command -v xcodebuild >/dev/null || { printf 'missing: xcodebuild (Xcode)\n' >&2; exit 1; }
export IPHONEOS_DEPLOYMENT_TARGET=17.0

# The static library alone: no phone has a use for the shared one.
for target in "${targets[@]}"; do
  bindings/for-phones.sh cargo rustc --profile "$profile" --locked --package doorstep-bindings --lib \
    --crate-type staticlib --target "$target"
done

name=libdoorstep_bindings.a
[[ $profile == release ]] && folder=release || folder=debug
library() { printf '%s/%s/%s/%s\n' "${CARGO_TARGET_DIR:-target}" "$1" "$folder" "$name"; }
rm -rf "$out/DoorstepFFI.xcframework" "$out/simulator" "$out/headers"
mkdir -p "$out/simulator" "$out/headers"
cp bindings/swift/Sources/DoorstepFFI/* "$out/headers/"
parts=() simulators=()
for target in "${targets[@]}"; do
  case $target in
    aarch64-apple-ios) parts+=(-library "$(library "$target")" -headers "$out/headers") ;;
    *) simulators+=("$(library "$target")") ;;
  esac
done
# One library for the simulators of both kinds of Macs.
lipo -create -output "$out/simulator/$name" "${simulators[@]}"
parts+=(-library "$out/simulator/$name" -headers "$out/headers")
xcodebuild -create-xcframework "${parts[@]}" -output "$out/DoorstepFFI.xcframework"
