// swift-tools-version: 6.0

import Foundation
import PackageDescription

// The Swift package of this repository: the core as Swift sees it (Doorstep), an app's engine and model
// over it (DoorstepModel), and what touches Apple's systems (DoorstepPhone).

// Where a release keeps the core's framework, and the checksum of that file. Both are written by
// ios/release-xcframework.sh. Empty in a checkout, where ios/build-xcframework.sh makes the framework.
let frameworkURL = ""
let frameworkChecksum = ""

// On Linux the core is the library of the checkout, by its full path: with a folder and a name the
// linker would take the shared library that lies beside it. It is linked past the compiler, which
// would look into it for what Swift leaves in its own objects, and stumble over Rust's.
#if os(Linux)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let built = root.appendingPathComponent("target/debug/libdoorstep_bindings.a")
    let library = Context.environment["DOORSTEP_LIBRARY"] ?? built.path
    let core = Target.systemLibrary(
        name: "DoorstepFFI", path: "bindings/swift/Sources/DoorstepFFI")
    let coreLinking: [LinkerSetting] = [
        .unsafeFlags(["-Xlinker", library]),
        // What Rust's standard library asks of the system.
        .linkedLibrary("gcc_s"),
        .linkedLibrary("m"),
    ]
    let products: [Product] = []
    let targets: [Target] = [
        // Keys for the tests' software vault.
        .systemLibrary(name: "CLibcrypto", path: "ios/Tests/CLibcrypto"),
        .testTarget(
            name: "DoorstepModelTests",
            dependencies: ["Doorstep", "DoorstepModel", "CLibcrypto"],
            path: "ios/Tests/DoorstepModelTests",
            // Debian's library of Observation asks for a symbol that nothing has and no one calls.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"])]
        ),
    ]
#else
    let core: Target =
        frameworkURL.isEmpty
        ? .binaryTarget(name: "DoorstepFFI", path: "ios/build/DoorstepFFI.xcframework")
        : .binaryTarget(name: "DoorstepFFI", url: frameworkURL, checksum: frameworkChecksum)
    // What the core's TLS asks of the system: a framework of static libraries does not say it.
    let coreLinking: [LinkerSetting] = [
        .linkedFramework("CoreFoundation"), .linkedFramework("Security"),
    ]
    let products: [Product] = [.library(name: "DoorstepPhone", targets: ["DoorstepPhone"])]
    let targets: [Target] = [
        .target(
            name: "DoorstepPhone", dependencies: ["Doorstep", "DoorstepModel"],
            path: "ios/Sources/DoorstepPhone")
    ]
#endif

let doorstep = Package(
    name: "Doorstep",
    platforms: [.iOS(.v17)],
    products: [
        .library(name: "Doorstep", targets: ["Doorstep"]),
        .library(name: "DoorstepModel", targets: ["DoorstepModel"]),
    ] + products,
    targets: [
        core,
        .target(
            name: "Doorstep", dependencies: ["DoorstepFFI"],
            path: "bindings/swift/Sources/Doorstep", linkerSettings: coreLinking),
        .target(
            name: "DoorstepModel", dependencies: ["Doorstep"], path: "ios/Sources/DoorstepModel"),
    ] + targets,
    swiftLanguageModes: [.v6]
)
