import Foundation
import Testing

/// The project that Xcode opens names what is there, and what the app needs.
@Suite struct Project {
    private static let folder = Program.checkout.appendingPathComponent("ios")

    @Test func everyObjectIsThereAndIsUsed() throws {
        let project = try project()
        let objects = project["objects"]?.table ?? [:]
        let root = try #require(project["rootObject"]?.text)
        let named = Set(project.texts.filter(isName))
        let lists = Set(objects.values.flatMap { $0["attributes"]?.table.values.map { $0 } ?? [] })
        let attributed = Set(lists.flatMap { $0.table.keys.filter(isName) })
        #expect(named.union(attributed).subtracting(objects.keys).isEmpty, "named, not there")
        #expect(Set(objects.keys).subtracting(named).isEmpty, "there, not named")
        #expect(objects[root]?["isa"]?.text == "PBXProject")
        #expect(objects.values.allSatisfy { $0["isa"]?.text?.isEmpty == false })
    }

    @Test func everyFileThatIsNamedIsThere() throws {
        let objects = try project()["objects"]?.table ?? [:]
        var paths: [String] = []
        for object in objects.values {
            switch object["isa"]?.text {
            case "PBXFileSystemSynchronizedRootGroup", "XCLocalSwiftPackageReference":
                paths += [object["path"], object["relativePath"]].compactMap { $0?.text }
            case "PBXFileSystemSynchronizedBuildFileExceptionSet":
                paths += (object["membershipExceptions"]?.list ?? []).compactMap(\.text).map {
                    "App/" + $0
                }
            case "XCBuildConfiguration":
                let settings = object["buildSettings"]
                paths += ["INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS"].compactMap {
                    settings?[$0]?.text
                }
            default: break
            }
        }
        #expect(paths.count == 8)
        for path in paths {
            let file = Self.folder.appendingPathComponent(path).path
            #expect(FileManager.default.fileExists(atPath: file), "\(path)")
        }
        let package = try text("../Package.swift")
        for product in objects.values.compactMap({ $0["productName"]?.text }) {
            #expect(package.contains(".library(name: \"\(product)\""), "\(product)")
        }
    }

    @Test func theTargetIsMadeOfTheOneFolder() throws {
        let project = try project()
        // The first version that knows folders whose files are not listed one by one.
        #expect(project["objectVersion"]?.text == "77")
        let objects = project["objects"]?.table ?? [:]
        let groups = objects.filter {
            $0.value["isa"]?.text == "PBXFileSystemSynchronizedRootGroup"
        }
        let targets = objects.values.filter { $0["isa"]?.text == "PBXNativeTarget" }
        #expect(groups.values.map { $0["path"]?.text } == ["App"])
        #expect(targets.count == 1)
        #expect(
            targets.first?["fileSystemSynchronizedGroups"]?.list.compactMap(\.text)
                == Array(groups.keys))
    }

    @Test func aCodeFitsOnTheScreen() throws {
        let ways = try list("App/Info.plist")["UISupportedInterfaceOrientations"] as? [String]
        #expect(ways == ["UIInterfaceOrientationPortrait"])
    }

    @Test func theStoreIsToldWhatTheConsentScreenTells() throws {
        let manifest = try list("App/PrivacyInfo.xcprivacy")
        #expect(manifest["NSPrivacyTracking"] as? Bool == false)
        let data = try #require(manifest["NSPrivacyCollectedDataTypes"] as? [[String: Any]])
        let prefix = "NSPrivacyCollectedDataType"
        let kinds = data.compactMap { $0[prefix] as? String }
        // The number, the account, the initials; and a document's characters and what a pass is for.
        let ofEverybody = ["PhoneNumber", "UserID", "Name", "OtherDataTypes"]
        // Where the phone was, photos, who is ill or in hospital, and what is written in one's own words.
        let ofPatients = ["PreciseLocation", "PhotosorVideos", "Health", "OtherUserContent"]
        #expect(kinds == (ofEverybody + ofPatients).map { prefix + $0 })
        for datum in data {
            #expect(datum[prefix + "Linked"] as? Bool == true)
            #expect(datum[prefix + "Tracking"] as? Bool == false)
            let purposes = datum[prefix + "Purposes"] as? [String]
            #expect(purposes == [prefix + "PurposeAppFunctionality"])
        }
    }

    @Test func theAppAsksTheSystemForLittle() throws {
        let info = try list("App/Info.plist")
        let asked = info.keys.filter { $0.hasSuffix("UsageDescription") }.sorted()
        // Residents are asked for the camera alone, and for the phone's lock before an account moves.
        let ofPatients = ["LocationAlwaysAndWhenInUse", "LocationWhenInUse", "Motion"]
        #expect(asked == (["Camera", "FaceID"] + ofPatients).map { "NS\($0)UsageDescription" })
        #expect(info["UIBackgroundModes"] as? [String] == ["fetch", "location"])
        let purposes = info["NSLocationTemporaryUsageDescriptionDictionary"] as? [String: String]
        let asking = try text("Sources/DoorstepPhone/LocationPermission.swift")
        #expect(purposes?.count == 1)
        #expect(purposes?.keys.allSatisfy { asking.contains("\"\($0)\"") } == true)
        #expect(info["NSAppTransportSecurity"] == nil)
        let wakes = info["BGTaskSchedulerPermittedIdentifiers"] as? [String]
        let wake = try text("Sources/DoorstepPhone/PhoneWakeTimer.swift")
        #expect(wakes?.count == 1)
        #expect(wakes?.allSatisfy { wake.contains("\"\($0)\"") } == true)
        // So that a question that is open for minutes is heard.
        let entitled = try list("App/Doorstep.entitlements").keys
        #expect(Array(entitled) == ["com.apple.developer.usernotifications.time-sensitive"])
    }

    @Test func aProjectThatIsTornIsNotRead() {
        let texts = ["", "{", "{ a = b }", "{ a = b; a = c; }", "( a b )", "\"a", "{ a = ; }"]
        for torn in texts + ["a b"] {
            #expect(throws: OldPlist.Malformed.self) { try OldPlist(torn) }
        }
    }

    private func project() throws -> OldPlist {
        try OldPlist(text("Doorstep.xcodeproj/project.pbxproj"))
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(path), encoding: .utf8)
    }

    private func list(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: Self.folder.appendingPathComponent(path))
        let list = try PropertyListSerialization.propertyList(from: data, format: nil)
        return try #require(list as? [String: Any])
    }

    /// Whether a text is the name of an object: 24 hexadecimal digits.
    private func isName(_ text: String) -> Bool {
        text.count == 24 && text.allSatisfy(\.isHexDigit)
    }
}
