#!/usr/bin/env bash
# D8 over the whole app, as a debug build is made, and R8, as a release is: whether the rules of sdk/
# and app/ suffice. After `mvn test-compile` here. Takes some minutes; the results are
# tools/target/shrink/debug.zip and classes.zip.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
android=$(dirname "$here")
archives=$here/androidx/target/archives
framework=$(echo "$here"/androidx/target/android/android-all-15*.jar)
tools=$(cat "$here/tools/target/tools.cp")
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
out=$here/tools/target/shrink
rm -rf "$out"
mkdir -p "$out/in" "$out/rules"

fail() { printf 'shrink: %s\n' "$*" >&2; exit 1; }
# jar GROUP NAME PROPERTY: from Maven's local repository, where the tools are as well.
jar() {
  local version
  version=$(sed -n "s|^ *<$3\.version>\(.*\)</$3\.version>$|\1|p" "$here/pom.xml")
  printf '%s\n' "${tools%%/com/android/tools/*}/${1//.//}/$2/$version/$2-$version.jar"
}

# What goes into the app: our classes, and every archive but those for tests. R8 finds the rules in
# .jar archives by itself.
for module in bindings sdk app; do
  (cd "$here/$module/target/classes" && zip -q -r "$out/in/$module.jar" . --include '*.class')
done
for archive in "$archives"/*; do
  name=$(basename "$archive")
  case $name in
    androidx.test* | *ui-test*) ;;
    *.jar) cp "$archive" "$out/in/$name" ;;
    *)
      classes=$out/in/${name%.aar}.jar
      unzip -q -p "$archive" classes.jar >"$classes" 2>/dev/null || rm "$classes" # some hold none
      unzip -q -p "$archive" proguard.txt >"$out/rules/${name%.aar}.pro" 2>/dev/null || true
      ;;
  esac
done
cp "$(jar org.jetbrains.kotlin kotlin-stdlib kotlin)" \
  "$(jar org.jetbrains.kotlinx kotlinx-coroutines-core-jvm coroutines)" \
  "$(jar org.jetbrains.kotlinx kotlinx-coroutines-android coroutines)" \
  "$(jar net.java.dev.jna jna jna)" "$(jar com.google.zxing core zxing)" "$out/in"

# What Gradle adds: a rule for each class that the manifest names, and those of every release.
linked=()
for resources in "$here"/androidx/target/resources/*.flata "$here/app/target/android/res.flata"; do linked+=(-R "$resources"); done
"$here/androidx/target/aapt2/prebuilt/linux/aapt2" link -I "$framework" --auto-add-overlay "${linked[@]}" \
  --manifest "$here/app/target/android/AndroidManifest.xml" --proguard "$out/rules/manifest.pro" -o "$out/resources.ap_"
cat >"$out/rules/release.pro" <<'RULES'
-allowaccessmodification
-keepclassmembers enum * { public static **[] values(); public static ** valueOf(java.lang.String); }
-keepclassmembers class * implements android.os.Parcelable { public static final ** CREATOR; }
-keepclasseswithmembernames,includedescriptorclasses class * { native <methods>; }
# What Gradle brings by itself, and androidx/pom.xml leaves out.
-dontwarn androidx.window.layout.**
-dontwarn org.jetbrains.annotations.**
RULES

# Of the JDK's classes only those that a phone has too: a missing one is an error of R8.
mkdir "$out/jdk"
for module in base logging sql xml; do (cd "$out/jdk" && jmod extract --dir "$module" "$jdk/jmods/java.$module.jmod"); done
for module in "$out"/jdk/*; do (cd "$module/classes" && zip -q -r -1 "$out/jdk.jar" . --include '*.class'); done

java -Xmx3g -cp "$tools" com.android.tools.r8.D8 --debug --min-api 26 \
  --lib "$framework" --lib "$out/jdk.jar" --output "$out/debug.zip" "$out"/in/*.jar >"$out/debug.txt" 2>&1 ||
  { tail -20 "$out/debug.txt" >&2; fail "D8 stopped; see $out/debug.txt"; }

rules=(--pg-conf "$android/sdk/consumer-rules.pro" --pg-conf "$android/app/proguard-rules.pro")
for rule in "$out"/rules/*.pro; do rules+=(--pg-conf "$rule"); done
java -Xmx3g -cp "$tools" com.android.tools.r8.R8 --release --min-api 26 --no-data-resources \
  --lib "$framework" --lib "$out/jdk.jar" "${rules[@]}" \
  --pg-map-output "$out/mapping.txt" --output "$out/classes.zip" "$out"/in/*.jar >"$out/log.txt" 2>&1 ||
  { grep -m 20 -E 'Missing class|rror' "$out/log.txt" >&2 || tail -20 "$out/log.txt" >&2; fail "R8 stopped; see $out/log.txt"; }

# What is found by name must have kept it: classes, native methods, fields of structures.
unzip -q "$out/classes.zip" -d "$out/dex"
generated=$android/../bindings/kotlin/src/main/kotlin/doorstep/doorstep.kt
named=(com/sun/jna/{Native,Structure} doorstep/{UniffiLib,IntegrityCheckingUniffiLib,RustBuffer,app/MainActivity,sdk/WakeReceiver})
# The structures and callbacks.
while read -r name; do named+=("doorstep/$name"); done < <(sed -nE 's/^internal (open class|interface) ([A-Za-z0-9]+).*/\2/p' "$generated")
for class in "${named[@]}"; do
  grep -qaF "L$class;" "$out"/dex/*.dex || fail "$class lost its name"
done
sed -n 's/.*external fun \(`\{0,1\}\)\([A-Za-z0-9_]*\).*/\2/p' "$generated" | sort -u >"$out/wanted"
grep -haoE '(ffi|uniffi)_doorstep_bindings_[a-z0-9_]+' "$out"/dex/*.dex | sort -u >"$out/found"
lost=$(comm -23 "$out/wanted" "$out/found" | paste -sd' ')
[[ -z $lost ]] || fail "native methods are gone: $lost"
renamed=$(awk '/^[^ #]/ {on = $1 ~ /^doorstep\.(RustBuffer|ForeignBytes|Uniffi.*(Status|Struct|Result|VTable))/ && $1 ":" == $3; class = $1}
  on && /^    [^ #]/ && !/\(/ && $2 != $4 {print class "." $2}' "$out/mapping.txt" | paste -sd' ')
[[ -z $renamed ]] || fail "fields of structures have other names: $renamed"

size() { awk -v bytes="$1" 'BEGIN {printf "%.1f MB", bytes / 1e6}'; }
debug=$(unzip -Zt "$out/debug.zip" '*.dex' | tail -1 | awk '{print $3}')
before=$(for archive in "$out"/in/*.jar; do unzip -Zt "$archive" '*.class' 2>/dev/null || true; done | awk '{sum += $3} END {print sum}')
after=$(cat "$out"/dex/*.dex | wc -c)
printf 'shrink: %s of classes, %s of dex by D8, %s by R8; all %s native methods kept their names\n' \
  "$(size "$before")" "$(size "$debug")" "$(size "$after")" "$(wc -l <"$out/wanted" | tr -d ' ')"
