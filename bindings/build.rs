//! How the library is linked for phones.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=for-phones.ld");
    let link = |argument: &str| println!("cargo::rustc-cdylib-link-arg=-Wl,{argument}");
    let (system, profile) = (var("CARGO_CFG_TARGET_OS"), var("PROFILE"));
    let system = system.as_deref();
    if matches!((system, profile.as_deref()), (Ok("android" | "linux"), Ok("release"))) {
        link(concat!("-T,", env!("CARGO_MANIFEST_DIR"), "/for-phones.ld"));
    }
    match (system, profile.as_deref()) {
        // Newer phones have pages of 16 KB, and refuse a library that is laid out for 4. Packed
        // relocations are read since Android 6.
        (Ok("android"), _) => {
            link("-z,max-page-size=16384");
            link("-z,common-page-size=16384");
            link("--pack-dyn-relocs=android");
            link("--icf=all");
        }
        // The same in the form that glibc reads since 2.36, where only its size is looked at.
        (Ok("linux"), Ok("release")) => {
            link("-z,pack-relative-relocs");
            link("--icf=all");
        }
        _ => {}
    }
}
