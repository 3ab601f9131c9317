// swift-tools-version: 6.0

import PackageDescription

// Checks on Linux what needs Apple's frameworks: the phone's ports and the app, against
// declarations written from Apple's documentation. See README.md. Nothing of it is linked or shipped.

/// Apple's modules, each with those that it stands on.
let standIns: [(name: String, uses: [Target.Dependency])] = [
    ("AVFoundation", ["UIKit"]), ("Accessibility", []), ("BackgroundTasks", []), ("CryptoKit", []),
    ("Darwin", []), ("Network", []), ("Security", []), ("SwiftUI", ["UIKit"]), ("UIKit", []),
    ("UserNotifications", []), ("WebKit", ["UIKit"]),
]
let apples = standIns.map { Target.Dependency(stringLiteral: $0.name) }
let model: [Target.Dependency] = [
    .product(name: "Doorstep", package: "ios"), .product(name: "DoorstepModel", package: "ios"),
]

let checked = Package(
    name: "StandIns",
    dependencies: [.package(path: "..")],
    targets: standIns.map {
        .target(name: $0.name, dependencies: $0.uses, path: "Apple/\($0.name)")
    } + [
        .target(
            name: "DoorstepPhone", dependencies: model + apples, path: "Checked/DoorstepPhone"),
        .target(
            name: "DoorstepApp", dependencies: model + apples + ["DoorstepPhone"],
            path: "Checked/App",
            exclude: [
                "Assets.xcassets", "Authority", "Doorstep.entitlements", "Info.plist",
                "InfoPlist.xcstrings", "Localizable.xcstrings", "PrivacyInfo.xcprivacy",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
