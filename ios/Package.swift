// swift-tools-version: 6.0

import Foundation
import PackageDescription

// On Apple's systems the core is the framework that build-xcframework.sh makes. On Linux it is the
// library of the checkout, linked past the compiler as in bindings/swift, so that the model is
// tested against the real core. What needs Apple's frameworks is checked there by StandIns.
#if os(Linux)
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let built = package.appendingPathComponent("../target/debug/libdoorstep_bindings.a")
    let library = Context.environment["DOORSTEP_LIBRARY"] ?? built.standardizedFileURL.path
    let core = Target.systemLibrary(name: "DoorstepFFI")
    let coreLinking: [LinkerSetting] = [
        .unsafeFlags(["-Xlinker", library]),
        // What Rust's standard library asks of the system.
        .linkedLibrary("gcc_s"),
        .linkedLibrary("m"),
    ]
    let products: [Product] = []
    let targets: [Target] = [
        // Keys for the tests' software vault.
        .systemLibrary(name: "CLibcrypto", path: "Tests/CLibcrypto"),
        .testTarget(
            name: "DoorstepModelTests",
            dependencies: ["Doorstep", "DoorstepModel", "CLibcrypto"],
            // Debian's library of Observation asks for a symbol that nothing has and no one calls.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"])]
        ),
    ]
#else
    let core = Target.binaryTarget(name: "DoorstepFFI", path: "build/DoorstepFFI.xcframework")
    // What the core's TLS asks of the system: a framework of static libraries does not say it.
    let coreLinking: [LinkerSetting] = [
        .linkedFramework("CoreFoundation"), .linkedFramework("Security"),
    ]
    let products: [Product] = [.library(name: "DoorstepPhone", targets: ["DoorstepPhone"])]
    let targets: [Target] = [
        .target(name: "DoorstepPhone", dependencies: ["Doorstep", "DoorstepModel"])
    ]
#endif

let doorstep = Package(
    name: "DoorstepIOS",
    platforms: [.iOS(.v17)],
    products: [
        .library(name: "Doorstep", targets: ["Doorstep"]),
        .library(name: "DoorstepModel", targets: ["DoorstepModel"]),
    ] + products,
    targets: [
        core,
        .target(name: "Doorstep", dependencies: ["DoorstepFFI"], linkerSettings: coreLinking),
        .target(name: "DoorstepModel", dependencies: ["Doorstep"]),
    ] + targets,
    swiftLanguageModes: [.v6]
)
