import Doorstep
import DoorstepModel
import Foundation
import Testing

/// What a patient looks up: the journal page by page, the proof as a file, and every sentence in each
/// language.
@Suite(.timeLimit(.minutes(30))) struct PatientReading {
    @Test func theJournalIsReadPageByPageNewestFirst() async throws {
        try await TestEnv.opened { try await self.pages(in: $0) }
    }

    @MainActor private func pages(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env)
        try await phone.goesOffline()
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        let written = try await engine.ask { try $0.journal(person: me, from: nil, most: 100) }
        let all = written.entries.map(\.n)
        let journal = JournalModel(most: 2)
        #expect(!journal.hasMore && !journal.isEmpty, "nothing was read")
        await journal.read(of: me, by: engine, at: runner)
        #expect(journal.entries.map(\.n) == all.suffix(2).reversed())
        while journal.hasMore { await journal.readMore(of: me, by: engine, at: runner) }
        #expect(journal.entries.map(\.n) == all.reversed())
        await journal.readMore(of: me, by: engine, at: runner)
        #expect(journal.entries.count == all.count)

        // One more is put before them; of more than a page the middle is read anew.
        try await engine.ask { try $0.dispute(person: me, reference: "1", text: "No.") }
        await journal.read(of: me, by: engine, at: runner)
        #expect(journal.entries.first?.kind == "dispute")
        #expect(journal.entries.map(\.n) == (all + [all.count + 1].map(UInt64.init)).reversed())
        for text in ["a", "b", "c"] {
            try await engine.ask { try $0.dispute(person: me, reference: "1", text: text) }
        }
        await journal.read(of: me, by: engine, at: runner)
        #expect(journal.entries.count == 2 && journal.hasMore)
    }

    @Test func theProofLiesInAFileForAsLongAsItsScreenIsOpen() async throws {
        try await TestEnv.opened { try await self.prove(in: $0) }
    }

    @MainActor private func prove(in env: TestEnv) async throws {
        let resident = TestPhone(in: env, "resident")
        let proof = EvidenceModel(in: env.folder.appendingPathComponent("proof"))
        await proof.make(
            .whole, named: "quarantine", of: try await resident.me(), by: resident.engine,
            at: resident.runner)
        #expect(proof.file == nil && resident.runner.trouble?.code == .noOrder)

        let (phone, _) = try await TestPhone.begun(in: env)
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        for scope in [EvidenceScope.redacted, .whole] {
            await proof.make(scope, named: "карантин", of: me, by: engine, at: runner)
            let file = try #require(proof.file)
            #expect(file.lastPathComponent == "карантин.html")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text == proof.evidence?.file && text.hasPrefix("<!doctype html>"))
            #expect(proof.evidence?.isRedacted == (scope == .redacted))
        }
        let file = try #require(proof.file)
        #expect(try await phone.view().quarantine?.keepsPhotos == false)
        try await engine.ask { try $0.keepPhotos(person: me, keeps: true) }
        #expect(try await phone.view().quarantine?.keepsPhotos == true)
        await proof.make(
            .redacted, photos: true, named: "карантин", of: me, by: engine, at: runner)
        #expect(proof.file == file && proof.evidence?.isRedacted == true)
        // Also by a process that begins, of what another has left.
        EvidenceModel(in: env.folder.appendingPathComponent("proof")).remove()
        #expect(!FileManager.default.fileExists(atPath: file.path))
        proof.remove()
        #expect(proof.file == nil && proof.evidence == nil)
    }

    @Test func everySentenceIsInTheChosenLanguage() async throws {
        try await TestEnv.opened { env in
            let facts = Facts.ofTests(notices: false)
            let (phone, _) = try await TestPhone.begun(in: env, facts: facts)
            let me = try await phone.me()
            _ = try await phone.engine.ask { try $0.declare(person: me, declaring: .hospital) }
            // What waits to be sent is said too, until it is.
            try await phone.sync()
            await phone.settles()
            try await phone.drawn { $0.people[0].quarantine?.unsent == 0 }
            var said: [String: [String]] = [:]
            for (language, _) in Words.languages {
                try await phone.engine.ask { try $0.setLanguage(tag: language) }
                try await phone.drawn { $0.language == language }
                let view = try #require(await phone.model.quarantine)
                said[language] = sentences(of: view)
                #expect(said[language]?.allSatisfy { !$0.isEmpty } == true)
            }
            let (english, russian) = (try #require(said["en"]), try #require(said["ru"]))
            #expect(english.count > 30 && english.count == russian.count)
            #expect(said["tt"]?.count == english.count)
            #expect(zip(english, russian).allSatisfy { $0 != $1 })
        }
    }

    private func sentences(of view: QuarantineView) -> [String] {
        let points = view.consent.flatMap { [$0.title] + $0.text }
        let asked = view.accesses.flatMap { [$0.title, $0.why] }
        // Whatever the authority has written itself is in one language.
        let own = view.order.explained.filter { !$0.key.hasPrefix("order-object") }
        let said = [view.headline] + view.today + own + points + asked + view.checks.map(\.text)
        return (said + [view.declared?.text].compactMap { $0 }).map(\.text)
    }

    @Test func daysAreSaidByTheRegionsClocks() {
        let english = Words(language: "en") { _, _ in nil }
        #expect(
            english.moment(ms: 1_795_510_800_000, zone: "Europe/Moscow") == "24 November, 12:00")
        #expect(english.moment(ms: 1_795_510_800_000, zone: "UTC") == "24 November, 09:00")
        let russian = Words(language: "ru") { _, _ in nil }
        #expect(russian.moment(ms: 1_795_510_800_000, zone: "Europe/Moscow") == "24 ноября, 12:00")
    }

    @Test func everyReasonCanBeChosenOnce() {
        let words = CannotReason.shown.map(\.word)
        #expect(words.count == 9 && Set(words).count == 9)
        #expect(words.allSatisfy { $0.rawValue.hasPrefix("cannot") })
    }
}
