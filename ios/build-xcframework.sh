#!/usr/bin/env bash
# Builds the core for iPhones and their simulator, as the framework that the Swift package takes.
#
#   ios/build-xcframework.sh [FOLDER]   default: ios/build; makes FOLDER/DoorstepFFI.xcframework
#
# Needs a Mac with Xcode and the targets (rustup target add aarch64-apple-ios aarch64-apple-ios-sim
# x86_64-apple-ios). Not run on the machines of this repository's tests, which are no Macs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$root/ios/build}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

command -v xcodebuild >/dev/null || { printf 'missing: xcodebuild (Xcode)\n' >&2; exit 1; }
export IPHONEOS_DEPLOYMENT_TARGET=17.0

for target in aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios; do
  cargo build --release --locked --package doorstep-bindings --target "$target"
done

built=${CARGO_TARGET_DIR:-target}
name=libdoorstep_bindings.a
rm -rf "$out/DoorstepFFI.xcframework" "$out/simulator" "$out/headers"
mkdir -p "$out/simulator" "$out/headers"
# One library for the simulators of both kinds of Macs.
lipo -create -output "$out/simulator/$name" \
  "$built/aarch64-apple-ios-sim/release/$name" "$built/x86_64-apple-ios/release/$name"
cp bindings/swift/Sources/DoorstepFFI/* "$out/headers/"
xcodebuild -create-xcframework \
  -library "$built/aarch64-apple-ios/release/$name" -headers "$out/headers" \
  -library "$out/simulator/$name" -headers "$out/headers" \
  -output "$out/DoorstepFFI.xcframework"
