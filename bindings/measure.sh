#!/usr/bin/env bash
# Prints what the bindings cost a phone: the library's size, stripped and gzipped, by crate, and what a
# call from Kotlin takes beside JNA alone. Fails if the library is over its ceiling. Needs `strip`, a JDK
# and Maven; takes some minutes to build.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo bench --quiet --locked -p doorstep-bench --bench size
cargo build --quiet --locked --bin doorstep
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cd bindings/kotlin
mvn --quiet --batch-mode test -Dkotlin.compiler.daemon=false -Dgroups=measurement -Dexcluded= \
  "-Ddoorstep.target=$target/debug" "-Ddoorstep.library=$target/release"
