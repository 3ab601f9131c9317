// swift-tools-version: 6.0

import PackageDescription

// Checks on Linux what needs Apple's frameworks: the phone's ports and the app, against
// declarations written from Apple's documentation. See README.md. Nothing of it is linked or shipped.

/// Apple's modules, each with those that it stands on.
let standIns: [(name: String, uses: [Target.Dependency])] = [
    ("AVFoundation", ["CoreMedia", "UIKit"]), ("Accessibility", []), ("BackgroundTasks", []),
    ("CoreImage", ["CoreMedia"]), ("CoreLocation", []), ("CoreMedia", []), ("CoreMotion", []),
    ("CryptoKit", []), ("Darwin", []), ("ImageIO", []), ("LocalAuthentication", []),
    ("MessageUI", ["UIKit"]), ("Network", []), ("Security", []),
    ("SwiftUI", ["UIKit"]), ("UIKit", []), ("UserNotifications", []), ("WebKit", ["UIKit"]),
]
let apples = standIns.map { Target.Dependency(stringLiteral: $0.name) }
let model: [Target.Dependency] = [
    .product(name: "Doorstep", package: "Doorstep"),
    .product(name: "DoorstepModel", package: "Doorstep"),
]
let phone: [Target.Dependency] = model + apples
let app: [Target.Dependency] = phone + ["DoorstepPhone"]

let standInTargets: [Target] = standIns.map {
    .target(name: $0.name, dependencies: $0.uses, path: "Apple/\($0.name)")
}

let checked = Package(
    name: "StandIns",
    // By its name: a checkout may lie in a folder of any.
    dependencies: [.package(name: "Doorstep", path: "../..")],
    targets: standInTargets + [
        .target(name: "DoorstepPhone", dependencies: phone, path: "Checked/DoorstepPhone"),
        // The app of the guide in bindings/README.md.
        .target(name: "GuideApp", dependencies: app, path: "Guide"),
        .target(
            name: "DoorstepApp", dependencies: app, path: "Checked/App",
            exclude: [
                "Assets.xcassets", "Authority", "Doorstep.entitlements", "Info.plist",
                "InfoPlist.xcstrings", "Localizable.xcstrings", "PrivacyInfo.xcprivacy",
                "licences.txt",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
