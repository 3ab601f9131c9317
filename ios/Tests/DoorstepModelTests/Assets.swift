import DoorstepModel
import Foundation
import Testing

/// What the store wants of an app besides its code: the icon, the accent, and words of the system's
/// questions.
@Suite struct Assets {
    private static let app = Program.checkout.appendingPathComponent("ios/App")

    @Test func theIconIsThereByDayByNightAndInOneColour() throws {
        let images = try #require(try json("AppIcon.appiconset")["images"] as? [[String: Any]])
        let ways = images.map { image in
            (image["appearances"] as? [[String: String]])?.first?["value"] ?? "light"
        }
        #expect(ways == ["light", "dark", "tinted"])
        for image in images {
            #expect(image["size"] as? String == "1024x1024")
            let name = try #require(image["filename"] as? String)
            let head = try Data(contentsOf: place("AppIcon.appiconset/\(name)")).prefix(26)
            #expect(head.prefix(8) == Data([0x89] + Array("PNG\r\n\u{1A}\n".utf8)))
            #expect(head[16..<24] == Data([0, 0, 4, 0, 0, 0, 4, 0]), "1024 on 1024")
            // The store refuses the first with clear parts; the second has the system's ground.
            #expect(head[25] == (name == "dark.png" ? 6 : 2), "\(name)")
        }
    }

    @Test func theAccentIsThatOfTheTable() throws {
        let colors = try #require(try json("AccentColor.colorset")["colors"] as? [[String: Any]])
        let found = colors.map { color in
            let parts = (color["color"] as? [String: Any])?["components"] as? [String: String]
            return ["red", "green", "blue"].reduce(UInt32(0)) { all, part in
                all << 8 | (UInt32(parts?[part]?.dropFirst(2) ?? "", radix: 16) ?? 0)
            }
        }
        #expect(found == [Tone.accent.light.text, Tone.accent.dark.text])
    }

    @Test func theProjectNamesBothAndLeavesWarningsToCI() throws {
        let project = try String(
            contentsOf: Self.app.appendingPathComponent("../Doorstep.xcodeproj/project.pbxproj"),
            encoding: .utf8)
        for setting in ["APPICON_NAME = AppIcon;", "GLOBAL_ACCENT_COLOR_NAME = AccentColor;"] {
            #expect(project.components(separatedBy: setting).count == 3, "\(setting)")
        }
        // The next SDK deprecates something: the app is still to be built with it.
        #expect(!project.contains("WARNINGS_AS_ERRORS"))
        let ci = Program.checkout.appendingPathComponent("tests/run")
        #expect(try String(contentsOf: ci, encoding: .utf8).contains("-warnings-as-errors"))
    }

    @Test func theSystemAsksInEveryLanguageAndTheStoreAsksNothing() throws {
        let info = try PropertyListSerialization.propertyList(
            from: Data(contentsOf: Self.app.appendingPathComponent("Info.plist")), format: nil)
        let table = try #require(info as? [String: Any])
        #expect(table["ITSAppUsesNonExemptEncryption"] as? Bool == false)
        let words = try Catalog.ofSystem()
        // The system looks for the purposes in the dictionary by their own names.
        let purposes = table["NSLocationTemporaryUsageDescriptionDictionary"] as? [String: String]
        let said = table.filter { $0.key.hasSuffix("UsageDescription") }.keys
        let named = Set(said).union((purposes ?? [:]).keys)
        #expect(words.keys == named.union(["CFBundleDisplayName"]))
        for key in words.keys {
            #expect(words.text("en", key) == (table[key] as? String ?? purposes?[key]))
            for (language, _) in Words.languages {
                #expect(words.text(language, key)?.isEmpty == false, "\(key) in \(language)")
            }
        }
    }

    private func place(_ path: String) -> URL {
        Self.app.appendingPathComponent("Assets.xcassets").appendingPathComponent(path)
    }

    private func json(_ set: String) throws -> [String: Any] {
        let data = try Data(contentsOf: place("\(set)/Contents.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
