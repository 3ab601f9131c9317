#!/usr/bin/env bash
# Android Lint over sdk/ and app/, with the checks that AndroidX brings. After `mvn test-compile` here.
#
#   lint.sh [OPTION OF LINT...]
#
# An error fails, a warning is printed. The report is tools/target/lint/lint.txt. Lint knows no levels
# of API without an SDK: calls that old phones lack are not found (NewApi).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
android=$(dirname "$here")
out=$here/tools/target/lint
framework=$(echo "$here"/androidx/target/android/android-all-15*.jar)
tools=$(cat "$here/tools/target/tools.cp")
rm -rf "$out"
mkdir -p "$out/checks"

# jar GROUP NAME PROPERTY: from Maven's local repository, where the tools are as well.
jar() {
  local version
  version=$(sed -n "s|^ *<$3\.version>\(.*\)</$3\.version>$|\1|p" "$here/pom.xml")
  printf '%s\n' "${tools%%/com/android/tools/*}/${1//.//}/$2/$version/$2-$version.jar"
}
seen=("$framework" "$here/bindings/target/classes" "$(jar org.jetbrains.kotlin kotlin-stdlib kotlin)"
  "$(jar org.jetbrains.kotlinx kotlinx-coroutines-core-jvm coroutines)" "$(jar net.java.dev.jna jna jna)")

# What does not fit here: versions stand in Gradle's files, as does that every language is in each
# download, and KTX is no dependency.
ignored=MissingVersion,AppBundleLocaleChanges,UseKtx

for archive in "$here"/androidx/target/archives/*.aar; do
  checks=$out/checks/$(basename "$archive" .aar).jar
  unzip -q -p "$archive" lint.jar >"$checks" 2>/dev/null || rm "$checks"
done

# module NAME LIBRARY CLASSES...
module() {
  local name=$1 library=$2 jar
  shift 2
  printf '<module name="%s" android="true" library="%s" compile-sdk-version="35">\n' "$name" "$library"
  [[ $library == true ]] || printf '<dep module="sdk"/>\n'
  printf '<manifest file="%s"/>\n' "$android/$name/src/main/AndroidManifest.xml"
  printf '<merged-manifest file="%s"/>\n' "$here/$name/target/android/AndroidManifest.xml"
  find "$android/$name/src/main" -name '*.kt' -printf '<src file="%p"/>\n' | sort
  if [[ -d $android/$name/src/main/res ]]; then
    find "$android/$name/src/main/res" -type f -printf '<resource file="%p"/>\n' | sort
  fi
  for jar in "${seen[@]}" "$@"; do printf '<classpath jar="%s"/>\n' "$jar"; done
  printf '</module>\n'
}
{
  printf '<project>\n<root dir="%s"/>\n' "$android"
  for checks in "$out"/checks/*.jar; do printf '<lint-checks jar="%s"/>\n' "$checks"; done
  module sdk true
  module app false "$here/androidx/target/classes" "$(jar com.google.zxing core zxing)"
  printf '</project>\n'
} >"$out/project.xml"

status=0
java -Xmx3g -cp "$tools" com.android.tools.lint.Main \
  --project "$out/project.xml" --quiet --exitcode --disable "$ignored" \
  --text "$out/lint.txt" --xml "$out/lint.xml" "$@" >"$out/log.txt" 2>&1 || status=$?
cat "$out/lint.txt" || cat "$out/log.txt"
exit "$status"
