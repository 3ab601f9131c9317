#!/usr/bin/env bash
# What Gradle does with manifests and resources.
#
#   resources.sh OUT PACKAGE FRAMEWORK MANIFEST [RES [LIBRARY_MANIFEST...]]
#
# FLAVOUR, if it is set, is the folder of a flavour: its manifest lies over MANIFEST, its resources beside RES.
#
# Leaves OUT/AndroidManifest.xml (merged), OUT/resources.ap_, OUT/gen (R of this package and of every
# Android archive) and OUT/config, where Robolectric looks for them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1 package=$2 framework=$3 manifest=$4 res=${5:-}
shift "$(($# < 5 ? $# : 5))"
androidx=$here/androidx/target
aapt2=$androidx/aapt2/prebuilt/linux/aapt2
rm -rf "$out"
mkdir -p "$out/gen" "$out/config/com/android/tools"
libraries=("$@") linked=() overlay=()
if [[ -n $res ]]; then
  for library in "$androidx"/manifests/*.xml; do
    case $(basename "$library") in
      androidx.test* | *ui-test*) ;; # they ask for permissions that the app has not
      *) libraries+=("$library") ;;
    esac
  done
  "$aapt2" compile --dir "$res" -o "$out/res.flata"
  for compiled in "$androidx"/resources/*.flata; do linked+=(-R "$compiled"); done
  packages=$(sed -n 's/.*package="\([^"]*\)".*/\1/p' "$androidx"/manifests/*.xml | sort -u | paste -sd:)
  if [[ -n ${FLAVOUR:-} ]]; then
    "$aapt2" compile --dir "$FLAVOUR/res" -o "$out/flavour.flata"
    linked+=(-R "$out/flavour.flata")
    overlay=(--overlays "$FLAVOUR/AndroidManifest.xml")
  fi
  linked+=(-R "$out/res.flata" --java "$out/gen" --extra-packages "$packages")
fi
java -cp "$(cat "$here/tools/target/tools.cp")" com.android.manifmerger.Merger \
  --main "$manifest" "${overlay[@]}" ${libraries[0]+--libs "$(IFS=: && echo "${libraries[*]}")"} \
  --property "PACKAGE=$package" --property MIN_SDK_VERSION=26 --property TARGET_SDK_VERSION=35 \
  --property VERSION_CODE=1 --property VERSION_NAME=0.1.0 --log WARNING \
  --out "$out/AndroidManifest.xml"
"$aapt2" link -I "$framework" --manifest "$out/AndroidManifest.xml" --auto-add-overlay \
  --non-final-ids "${linked[@]}" -o "$out/resources.ap_"
cat >"$out/config/com/android/tools/test_config.properties" <<CONFIG
android_merged_manifest=$out/AndroidManifest.xml
android_resource_apk=$out/resources.ap_
android_custom_package=$package
CONFIG
