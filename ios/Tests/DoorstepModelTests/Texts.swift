import DoorstepModel
import Foundation
import Testing

/// The app's own words, in every language and on both phones.
@Suite struct Texts {
    @Test func everyWordIsInTheCatalogAndNothingElse() throws {
        let catalog = try Catalog.ofApp()
        #expect(catalog.keys == Set(Word.allCases.map(\.key)))
        for key in catalog.keys {
            let english = try #require(catalog.text("en", key))
            for (language, _) in Words.languages {
                let text = try #require(catalog.text(language, key), "\(key) in \(language)")
                #expect(!text.isEmpty, "\(key) in \(language)")
                #expect(blanks(in: text) == blanks(in: english), "\(key) in \(language)")
            }
        }
    }

    @Test func theOtherPhoneHasTheSameKeys() throws {
        let file = Program.checkout.appendingPathComponent(
            "android/app/src/main/res/values/strings.xml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let keys = text.matches(of: /name="([a-z0-9_]+)"/).map { String($0.1) }
        // Android names the kinds of its notices, and what each maker's phones want beside; there is none
        // of that here. Its folder is always there. Here the sheet that shares a file saves it too, and
        // the system's own button pastes a reply; there other apps share one, to a request that is chosen.
        // There the app may reset a lent phone, and allows what only its user can allow here.
        let own = [
            "evidence_save", "evidence_saved", "evidence_not_saved", "sms_choose", "sms_keep",
            "sms_paste", "sms_share_why", "sms_which", "loan_reset", "loan_reset_why",
            "loan_reset_ask",
        ]
        let ofHere = [
            "no_folder", "loan_managed", "loan_allow", "loan_allow_why", "loan_always",
            "loan_precise", "loan_notices", "loan_camera", "loan_allowed",
        ]
        let shared = { (keys: Set<String>) in
            keys.filter { key in
                !["channel_", "maker_"].contains { key.hasPrefix($0) }
                    && !(own + ofHere).contains(key)
            }
        }
        let catalog = try Catalog.ofApp().keys
        #expect(Set(ofHere).isSubset(of: catalog))
        #expect(shared(catalog) == shared(Set(keys)))
    }

    @Test func whatIsMissingInTatarIsSaidInRussianAndThenInEnglish() {
        let texts = ["ru": ["back": "Назад"], "en": ["back": "Back", "retry": "Try again"]]
        let words = Words(language: "tt") { texts[$0]?[$1] }
        #expect(words[.back] == "Назад")
        #expect(words[.retry] == "Try again")
        #expect(words[.busy].isEmpty)
        #expect(Words(language: "de") { texts[$0]?[$1] }[.back] == "Back")
    }

    @Test func whatIsMissingIsSaidInEnglishAndNoKeyIsShown() throws {
        let catalog = try Catalog.ofApp()
        for language in ["ru", "de", "", "../en"] {
            let words = Words(language: language, texts: catalog.text)
            for word in Word.allCases {
                let english = catalog.text("en", word.key)
                #expect(words[word] == catalog.text(language, word.key) ?? english)
            }
        }
        let nothing = Words(language: "ru") { _, _ in nil }
        #expect(Word.allCases.allSatisfy { nothing[$0].isEmpty })
    }

    @Test func aBundleIsAskedInTheSameWay() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "doorstep-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let strings = ["en": #""back" = "Back";"#, "ru": #""opening" = "Открывается…";"#]
        for (language, text) in strings {
            let inside = folder.appendingPathComponent("\(language).lproj")
            try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
            try text.write(
                to: inside.appendingPathComponent("Localizable.strings"), atomically: true,
                encoding: .utf8)
        }
        let words = Words(language: "ru", bundle: try #require(Bundle(path: folder.path)))
        #expect(words[.opening] == "Открывается…")
        #expect(words[.back] == "Back")
        #expect(words[.retry] == "")
    }

    @Test func blanksAreFilled() throws {
        let words = Words(language: "en", texts: try Catalog.ofApp().text)
        #expect(words(.passLeft, "2 h") == "Ends in 2 h")
        #expect(words(.requestTo, "%2$@") == "To: %2$@")
        let lengths = [30: "30 min", 60: "1 h", 90: "1 h 30 min", 180: "3 h", 1440: "24 h"]
        for (minutes, text) in lengths {
            #expect(words.length(minutes: UInt64(minutes)) == "Lasts \(text)")
        }
        #expect(words.length(minutes: 0) == "Lasts 0 min")
        #expect(words.length(minutes: 1500) == "Lasts 25 h")
        #expect(words.duration(ms: 5_400_000).contains("30"))
        #expect(words.clock(ms: 5_405_000) == "1:30:05")
        #expect(words.clock(ms: 0) == "0:00:00")
    }

    /// A phone in another script does not turn what is written in a language of ours.
    @Test func directionAndDigitsAreThoseOfWhatIsWritten() {
        for (language, _) in Words.languages {
            let words = Words(language: language) { _, _ in nil }
            #expect(!words.isRightToLeft)
            #expect(
                words.time(ms: 1_795_867_445_000).contains(":04:05"),
                "to the second, in the language's digits")
        }
        #expect(Words(language: "ar") { _, _ in nil }.isRightToLeft)
    }

    private func blanks(in text: String) -> [String] {
        text.matches(of: /%[0-9]\$(@|lld)/).map { String($0.0) }.sorted()
    }
}
