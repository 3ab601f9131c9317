#!/usr/bin/env bash
# What Gradle does with the archive of the one dependency: classes to compile and run against, and the
# library where JNA looks for it.
#
#   unpack.sh ARCHIVE TARGET
set -euo pipefail
rm -rf "$2/classes" "$2/aar"
mkdir -p "$2/classes" "$2/aar"
unzip -q "$1" -d "$2/aar"
unzip -q "$2/aar/classes.jar" -d "$2/classes"
mv "$2/aar/jni/"* "$2/aar/native"
