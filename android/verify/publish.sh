#!/usr/bin/env bash
# The archive of sdk/ in a folder repository, as Gradle publishes it, of what Maven has compiled here.
#
#   publish.sh FOLDER [LIBRARIES]
#
# LIBRARIES is as ../build-native.sh leaves it: ABI/libdoorstep_bindings.so. Without it the archive
# holds the library of this machine (target/debug), which tests can load and no phone can.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
(($# == 1 || $# == 2)) || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd) libraries=${2:-}
own() { sed -n "s/^$1 = \"\([^\"]*\)\".*/\1/p" "$here/../gradle/libs.versions.toml"; }
version=$(own doorstep)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/aar/jni" "$work/classes"
if [[ -n $libraries ]]; then
  cp -R "$libraries"/. "$work/aar/jni"
else
  case $(uname -m) in aarch64) abi=arm64-v8a ;; *) abi=x86_64 ;; esac
  mkdir "$work/aar/jni/$abi"
  strip --strip-debug -o "$work/aar/jni/$abi/libdoorstep_bindings.so" \
    "${DOORSTEP_TARGET:-$here/../../target/debug}/libdoorstep_bindings.so"
fi
compgen -G "$work/aar/jni/*/libdoorstep_bindings.so" >/dev/null ||
  { printf 'no ABI/libdoorstep_bindings.so in %s\n' "$libraries" >&2; exit 1; }
cp -R "$here"/bindings/target/classes/. "$here"/sdk/target/classes/. "$work/classes"
jar --create --no-manifest --file "$work/aar/classes.jar" -C "$work/classes" .
cp "$here/sdk/target/android/AndroidManifest.xml" "$work/aar/AndroidManifest.xml"
cp "$here/../sdk/consumer-rules.pro" "$work/aar/proguard.txt"
: >"$work/aar/R.txt" # it has no resources

place=$folder/doorstep/doorstep-sdk/$version
rm -rf "$place"
mkdir -p "$place"
jar --create --no-manifest --no-compress --file "$place/doorstep-sdk-$version.aar" -C "$work/aar" .
{
  printf '<project xmlns="http://maven.apache.org/POM/4.0.0">\n<modelVersion>4.0.0</modelVersion>\n'
  printf '<groupId>doorstep</groupId><artifactId>doorstep-sdk</artifactId><version>%s</version>\n' "$version"
  printf '<packaging>aar</packaging>\n<dependencies>\n'
  # dependency GROUP NAME VERSION TYPE
  dependency() {
    printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>' "$1" "$2" "$3"
    printf '<type>%s</type><scope>compile</scope></dependency>\n' "$4"
  }
  dependency net.java.dev.jna jna "$(own jna)" aar
  dependency org.jetbrains.kotlinx kotlinx-coroutines-android "$(own coroutines)" jar
  dependency org.jetbrains.kotlin kotlin-stdlib "$(own kotlin)" jar
  printf '</dependencies>\n</project>\n'
} >"$place/doorstep-sdk-$version.pom"
printf '%s\n' "$place/doorstep-sdk-$version.aar"
