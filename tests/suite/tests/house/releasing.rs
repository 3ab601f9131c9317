//! What the scripts that pack the core for other people's apps leave behind. The tools of phones' makers
//! are not here: cargo, the NDK's tools and Xcode's framework are stand-ins that note what is asked of them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use doorstep_suite::data::workspace;
use tempfile::TempDir;

const URL: &str = "https://example.org/DoorstepFFI-0.1.0.xcframework.zip";

fn release(url: &str, package: &Path, folder: &Path) -> Output {
    Command::new("bash")
        .arg(workspace().join("ios/release-xcframework.sh"))
        .args([url.as_ref(), package.as_os_str(), folder.as_os_str()])
        .output()
        .unwrap()
}

/// The text between the quotes of this line of a manifest.
fn line<'t>(manifest: &'t str, name: &str) -> &'t str {
    let (_, rest) = manifest.split_once(&format!("\nlet {name} = \"")).unwrap();
    rest.split_once('"').unwrap().0
}

#[test]
fn a_release_writes_where_the_framework_lies_and_its_checksum() {
    let folder = TempDir::new().unwrap();
    let package = folder.path().join("Package.swift");
    let manifest = fs::read_to_string(workspace().join("Package.swift")).unwrap();
    assert_eq!((line(&manifest, "frameworkURL"), line(&manifest, "frameworkChecksum")), ("", ""));
    fs::write(&package, &manifest).unwrap();

    let none = release(URL, &package, folder.path());
    assert_eq!(none.status.code(), Some(1), "no framework yet");
    let phone = folder.path().join("DoorstepFFI.xcframework/ios-arm64");
    fs::create_dir_all(phone.parent().unwrap().join("ios-arm64-simulator")).unwrap();
    assert_eq!(release(URL, &package, folder.path()).status.code(), Some(1), "for no phone");
    fs::create_dir_all(&phone).unwrap();
    fs::write(phone.join("libdoorstep_bindings.a"), b"a library").unwrap();
    for url in ["", "http://example.org/a.zip", "https://example.org/a", "https://e.org/a\".zip"] {
        assert_eq!(release(url, &package, folder.path()).status.code(), Some(2), "{url}");
    }
    assert_eq!(fs::read_to_string(&package).unwrap(), manifest, "what was refused changes nothing");

    for url in [URL, "https://example.org/DoorstepFFI-0.2.0.xcframework.zip"] {
        let done = release(url, &package, folder.path());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let written = fs::read_to_string(&package).unwrap();
        let packed = fs::read(folder.path().join("DoorstepFFI.xcframework.zip")).unwrap();
        let sum: String =
            doorstep::crypto::sha256(&packed).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(line(&written, "frameworkURL"), url);
        assert_eq!(line(&written, "frameworkChecksum"), sum);
        let others = |text: &str| -> Vec<String> {
            let ours = ["let frameworkURL", "let frameworkChecksum"];
            text.lines()
                .filter(|line| !ours.iter().any(|name| line.starts_with(name)))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(others(&written), others(&manifest));
    }
}

/// A command that notes its arguments in `calls`, and does `more`.
fn stand_in(folder: &Path, name: &str, more: &str) {
    let path = folder.join(name);
    fs::create_dir_all(folder).unwrap();
    let note = format!("#!/bin/sh\necho {name} \"$@\" >>\"$CALLS\"\n{more}\n");
    fs::write(&path, note).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The script, started as by a window system: cargo lies below the home folder, and the PATH has only
/// what every system has.
fn build_native(home: &Path, arguments: &[&str]) -> (Output, String) {
    let programs = home.join("programs");
    if !programs.exists() {
        link_programs(&programs);
    }
    let calls = home.join("calls");
    let _ = fs::remove_file(&calls);
    let done = Command::new("bash")
        .arg(workspace().join("android/build-native.sh"))
        .args(arguments)
        .env_clear()
        .envs([
            ("HOME", home.as_os_str()),
            ("CALLS", calls.as_os_str()),
            ("PATH", programs.as_os_str()),
        ])
        .env("ANDROID_HOME", home.join("sdk"))
        .output()
        .unwrap();
    (done, fs::read_to_string(calls).unwrap_or_default())
}

/// The system's programs but cargo, which a system may have as a package.
fn link_programs(into: &Path) {
    fs::create_dir(into).unwrap();
    for entry in fs::read_dir("/bin").unwrap().chain(fs::read_dir("/usr/bin").unwrap()) {
        let entry = entry.unwrap();
        if entry.file_name() != "cargo" {
            // Both folders are one on most systems.
            let _ = std::os::unix::fs::symlink(entry.path(), into.join(entry.file_name()));
        }
    }
}

#[test]
fn android_is_built_for_whom_it_is_asked_and_cargo_is_found_without_a_terminal() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("out");
    let out_path = out.to_str().unwrap();
    let (done, _) = build_native(home.path(), &[out_path]);
    assert_eq!(done.status.code(), Some(1), "no NDK");
    assert!(String::from_utf8_lossy(&done.stderr).contains("ANDROID_NDK_HOME"));

    let ndk = home.path().join("sdk/ndk/28.2.13676358/toolchains/llvm/prebuilt/any/bin");
    stand_in(&ndk, "llvm-strip", "");
    stand_in(&ndk, "llvm-readelf", "echo LOAD 0 0 0 0 0 RE 0x4000");
    let (done, _) = build_native(home.path(), &[out_path]);
    assert!(String::from_utf8_lossy(&done.stderr).contains("cargo"), "no cargo");
    let cargo = home.path().join(".cargo/bin");
    let makes = format!(
        "for abi in arm64-v8a armeabi-v7a x86_64; do mkdir -p '{out_path}'/$abi; \
                         : >'{out_path}'/$abi/libdoorstep_bindings.so; done
         case $CARGO_ENCODED_RUSTFLAGS in
         *--remap-path-prefix=\"$HOME\"/.cargo/registry/src/=*) echo no paths >>\"$CALLS\" ;;
         esac"
    );
    stand_in(&cargo, "cargo", &makes);
    stand_in(&cargo, "cargo-ndk", "");

    let (done, calls) = build_native(home.path(), &[out_path]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(calls.contains(
        "--target arm64-v8a --target armeabi-v7a --target x86_64 build --profile release"
    ));
    assert_eq!(calls.matches("llvm-strip").count(), 3);
    assert!(calls.contains("no paths"), "built as for-phones.sh says");
    let (done, calls) =
        build_native(home.path(), &["--profile", "dev", "--abi", "x86_64", out_path]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(calls.contains("--target x86_64 build --profile dev"));
    assert!(!calls.contains("arm") && !calls.contains("llvm-strip"), "{calls}");

    stand_in(&ndk, "llvm-readelf", "echo LOAD 0 0 0 0 0 RE 0x1000");
    let (done, _) = build_native(home.path(), &[out_path]);
    assert_eq!(done.status.code(), Some(1), "not for pages of 16 KB");
    assert_eq!(build_native(home.path(), &[]).0.status.code(), Some(2));
    assert_eq!(build_native(home.path(), &["--abi"]).0.status.code(), Some(2));
}

/// The lines of a part of the guide, as they stand in what is tested.
fn part(sources: &[String], name: &str) -> String {
    let opening = format!("// guide: {name}\n");
    let source = sources.iter().find(|source| source.contains(&opening)).unwrap();
    let (_, rest) = source.split_once(&opening).unwrap();
    rest.split_once("// /guide").unwrap().0.trim().to_owned()
}

#[test]
fn the_lines_of_the_guide_are_the_ones_that_are_tested() {
    let guide = fs::read_to_string(workspace().join("bindings/README.md")).unwrap();
    let read = |paths: &[&str]| -> Vec<String> {
        paths.iter().map(|path| fs::read_to_string(workspace().join(path)).unwrap()).collect()
    };
    let languages = [
        (
            "kotlin",
            read(&["android/verify/guide/src/test/kotlin/doorstep/guide/Guide.kt"]),
            vec!["engine", "register", "ask", "show"],
        ),
        (
            "swift",
            read(&[
                "ios/StandIns/Guide/GuideApp.swift",
                "ios/Tests/DoorstepModelTests/Guide.swift",
            ]),
            vec!["app", "register", "ask", "show"],
        ),
    ];
    for (language, sources, parts) in languages {
        let fence = format!("```{language}\n");
        let shown: Vec<&str> = guide
            .split(&fence)
            .skip(1)
            .map(|rest| rest.split_once("\n```").unwrap().0)
            // How to take the package is for a manifest.
            .filter(|lines| !lines.starts_with(".package("))
            .collect();
        assert_eq!(shown.len(), parts.len(), "{language}");
        for (shown, name) in shown.iter().zip(parts) {
            assert_eq!(*shown, part(&sources, name), "{language}: {name}");
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    assert!(guide.contains(&format!("\"doorstep:doorstep-sdk:{version}\"")));
    assert!(guide.contains(&format!("from: \"{version}\"")));
}
