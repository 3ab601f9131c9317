#!/usr/bin/env bash
# Merges the classes of the Android archives into target/classes, compiles their resources into
# target/resources and keeps their manifests in target/manifests.
set -euo pipefail
cd "$(dirname "$0")/target"
list=$(printf "%s\n" archives/* | cksum)
[[ $list == "$(cat merged 2>/dev/null || true)" ]] && exit 0
rm -rf classes resources manifests unpacked
mkdir -p classes resources manifests unpacked
aapt2=aapt2/prebuilt/linux/aapt2
chmod +x "$aapt2"
for archive in archives/*.jar; do unzip -q -o "$archive" -d classes; done
for archive in archives/*.aar; do
  name=$(basename "$archive" .aar)
  unpacked=unpacked/$name
  unzip -q -o "$archive" -d "$unpacked"
  cp "$unpacked/AndroidManifest.xml" "manifests/$name.xml"
  for jar in "$unpacked"/classes.jar "$unpacked"/libs/*.jar; do
    [[ ! -f $jar ]] || unzip -q -o "$jar" -d classes
  done
  [[ ! -d $unpacked/res ]] || "$aapt2" compile --dir "$unpacked/res" -o "resources/$name.flata"
done
rm -rf unpacked classes/META-INF/MANIFEST.MF
printf '%s\n' "$list" >merged
