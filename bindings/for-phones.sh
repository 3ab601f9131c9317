#!/usr/bin/env bash
# Runs a command of cargo's that builds the library for phones, so that each of them builds it alike, and
# what is measured is what is shipped:
#
#   bindings/for-phones.sh cargo build --release --package doorstep-bindings
#
# Where libraries lie on the machine that builds stays out of what phones get: it says who built it.
set -euo pipefail
(($#)) || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }

# Functions keep the address of their frame: their tables for unwinding are a third smaller, and profilers
# and crash reports follow them without any.
#
# Loops of crates that are compiled for speed are turned into loops over vectors before all is linked: under
# the long link nothing else would do it, for that goes by the library, which is compiled small.
flags=(-Cforce-frame-pointers=yes -Cpasses=loop-vectorize)
sources=${CARGO_HOME:-$HOME/.cargo}/registry/src/
flags+=("--remap-path-prefix=$sources=")
# Of two prefixes that fit, rustc takes the later.
for registry in "$sources"*/; do
  [[ ! -d $registry ]] || flags+=("--remap-path-prefix=$registry=")
done
# Cargo reads only one of these variables.
read -r -a others <<<"${RUSTFLAGS:-}"
separator=$'\x1f'
encoded=${CARGO_ENCODED_RUSTFLAGS:-}
for flag in ${others[@]+"${others[@]}"} "${flags[@]}"; do
  encoded+=${encoded:+$separator}$flag
done
export CARGO_ENCODED_RUSTFLAGS=$encoded
exec "$@"
