import Foundation
import Testing

/// The app is a thin shell: one place owns the core, and every file is small.
@Suite struct Thinness {
    @Test func onlyTheEngineOpensTheCore() throws {
        let opening = try sources().filter { $0.text.contains("Client.open(") }
        #expect(opening.map(\.name) == ["Engine.swift"])
    }

    @Test func noScreenTouchesKeysOrFiles() throws {
        for source in try sources() where source.folder == "App" {
            for module in ["Security", "CryptoKit", "BackgroundTasks", "UserNotifications"] {
                #expect(!source.text.contains("import \(module)"), "\(source.name)")
            }
        }
    }

    @Test func noFileIsLong() throws {
        let all = try sources()
        #expect(all.count > 60)
        let lines = all.map { (count: $0.text.split(separator: "\n").count, name: $0.name) }
            .sorted { $0.count < $1.count }
        let longest = try #require(lines.last)
        print("lines: median \(lines[lines.count / 2].count), longest \(longest)")
        for file in lines { #expect(file.count <= 110, "\(file.name)") }
    }

    /// The contrast of the palette is tested; that of other colours is whatever the system makes it.
    @Test func screensTakeColoursFromThePaletteAlone() throws {
        let others = /\.(foregroundStyle|tint)\((?!Palette\.)|\.(foregroundColor|opacity)\(/
        for source in try sources() where source.folder == "App" && source.name != "Palette.swift" {
            #expect(source.text.matches(of: others).isEmpty, "\(source.name)")
            let plain = source.text.replacing(/Color\.(white|black)\b/, with: "")
            #expect(!plain.contains("Color."), "\(source.name)")
        }
    }

    @Test func whatIsTypedIsCoveredAndAPassIsNot() throws {
        let covered = try sources().filter { $0.folder == "App" && $0.text.contains(".covered()") }
        let names = Set(covered.map(\.name))
        let own = [
            "CodeScreen.swift", "ConsentScreen.swift", "DetailsScreen.swift",
            "HandoverScreen.swift", "InspectorScreen.swift", "LoanScreen.swift",
            "LoanTakeScreen.swift", "LockedScreen.swift", "MoveScreen.swift", "PeopleScreen.swift",
            "PhoneScreen.swift", "PinScreen.swift", "RemovePersonScreen.swift",
            "ReturnScreen.swift", "SmsFormScreen.swift", "SmsReplyScreen.swift", "SmsScreen.swift",
        ]
        // That somebody is a patient is nobody else's affair.
        let patients = try sources().filter {
            $0.path.contains("/Quarantine/") && $0.name.hasSuffix("Screen.swift")
        }
        #expect(patients.count == 14)
        #expect(names == Set(own + patients.map(\.name)))
        // What a PIN hides is covered with its passes.
        let root = try #require(try sources().first { $0.name == "RootView.swift" })
        #expect(root.text.contains(".covered(app.model.person?.pin?.state == .open)"))
    }

    /// Of a patient the phone tells where they are, and keeps what their order asks.
    @Test func whatIsTrueOfResidentsAloneIsSaidToThemAlone() throws {
        let said = /\.(consentNever|welcomeText)\b/
        let lines = try sources().filter { $0.folder == "App" }.flatMap {
            $0.text.split(separator: "\n").filter { $0.contains(said) }
        }
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains("isResident") })
    }

    /// One tap from everywhere, but from where it leads.
    @Test func everyScreenLeadsToEmergencyCare() throws {
        let screens = try sources().filter { $0.name.hasSuffix("Screen.swift") }
        #expect(screens.count > 15)
        #expect(screens.allSatisfy { $0.text.contains("Page(") })
        let without = screens.filter { $0.text.contains("leadsToHelp: false") }
        #expect(without.map(\.name) == ["EmergencyScreen.swift"])
        let page = try #require(try sources().first { $0.name == "Page.swift" })
        #expect(page.text.contains("if leadsToHelp {"))
    }

    /// What most people come for stands out; some screens are only read, or are lists of ways.
    @Test func everyScreenHasOneActionThatLeads() throws {
        let read = [
            "About", "Help", "Journal", "Notices", "Purposes", "Sent", "SentRequest", "Settings",
            "Sms", "People",
            // The desk reads its certificate.
            "Wiped",
            // Any reason is as good as another.
            "Cannot",
        ].map { "\($0)Screen.swift" }
        // Their action is in a part of them: the camera, the inspector's number, what is asked, what is
        // done about an order, the next step of a move. Before a PIN what is asked leads, if anything is.
        let parts = [
            "InspectorScreen.swift": "Scanner.swift", "PassScreen.swift": "NumberCheck.swift",
            "QuarantineScreen.swift": "AskedNow.swift", "OrderScreen.swift": "OrderDecisions.swift",
            "SmsFormScreen.swift": "SmsFields.swift", "MoveScreen.swift": "MoveNext.swift",
            "LockedScreen.swift": "AskedNow.swift",
        ]
        let all = try sources()
        for screen in all where screen.name.hasSuffix("Screen.swift") {
            let name = parts[screen.name] ?? screen.name
            let text = try #require(all.first { $0.name == name }?.text)
            #expect(text.contains("leads: true") != read.contains(screen.name), "\(screen.name)")
        }
    }

    /// Each with its keys, its content, its capitals, and the key that ends it.
    @Test func everyFieldIsOurs() throws {
        let typed = try sources().filter { $0.text.contains(/(Text|Secure)Field\(/) }
        #expect(typed.map(\.name) == ["Field.swift"])
    }

    private struct Source {
        let folder: String
        let path: String
        let name: String
        let text: String
    }

    private func sources() throws -> [Source] {
        let root = Program.checkout.appendingPathComponent("ios")
        return try ["App", "Sources/DoorstepModel", "Sources/DoorstepPhone"].flatMap { folder in
            let all = FileManager.default.enumerator(
                at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            let files = (all?.allObjects ?? []).compactMap { $0 as? URL }
            return try files.filter { $0.pathExtension == "swift" }.map { file in
                Source(
                    folder: folder, path: file.path, name: file.lastPathComponent,
                    text: try String(contentsOf: file, encoding: .utf8))
            }
        }
    }
}
