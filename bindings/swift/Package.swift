// swift-tools-version: 6.0

import Foundation
import PackageDescription

// The core as one file, by its full path: with a folder and a name the linker would take the shared
// library that lies beside it. Past the compiler, which would look into it for what Swift leaves in
// its own objects, and stumble over Rust's.
let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let built = package.appendingPathComponent("../../target/debug/libdoorstep_bindings.a")
let library = Context.environment["DOORSTEP_LIBRARY"] ?? built.standardizedFileURL.path

let doorstep = Package(
    name: "Doorstep",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "Doorstep", targets: ["Doorstep"])],
    targets: [
        .systemLibrary(name: "DoorstepFFI"),
        .target(
            name: "Doorstep",
            dependencies: ["DoorstepFFI"],
            linkerSettings: [
                .unsafeFlags(["-Xlinker", library]),
                // What Rust's standard library asks of the system.
                .linkedLibrary("gcc_s", .when(platforms: [.linux])),
                .linkedLibrary("m", .when(platforms: [.linux])),
            ]
        ),
        // Keys for the tests where there is no CryptoKit.
        .systemLibrary(name: "CLibcrypto", path: "Tests/CLibcrypto"),
        .testTarget(
            name: "DoorstepTests",
            dependencies: [
                "Doorstep", "DoorstepFFI",
                .target(name: "CLibcrypto", condition: .when(platforms: [.linux])),
            ],
            // Lets a test find the core's functions by their names.
            linkerSettings: [
                .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
