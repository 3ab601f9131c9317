import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A photo that answers a question: what is said of it before anything is sent.
@Suite(.timeLimit(.minutes(30))) struct PatientPhoto {
    @Test func aGoodPhotoIsLookedAtAndThenSent() async throws {
        guard let face = portrait() else { return }
        try await TestEnv.opened { try await self.sendGood(face, in: $0) }
    }

    @MainActor private func sendGood(_ face: Data, in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env, asking: ["--photo"])
        let asked = try await phone.livesUntilAsked(in: env)
        #expect(asked.kind == .photo)
        let (me, photo) = (try await phone.me(), PhotoModel(for: .check(asked.id)))
        let camera = FakeCamera(gives: face)
        await photo.take(with: camera, of: me, by: phone.engine, at: phone.runner)
        #expect(photo.attempt?.hints == [] && photo.attempt?.number == 1)
        #expect(photo.attempt?.text.isEmpty == false)
        #expect(photo.way == .send && !photo.isSent && photo.jpeg == face)
        #expect(
            try await phone.view().quarantine?.asked.first?.id == asked.id, "nothing was sent yet")
        await photo.send(of: me, by: phone.engine, at: phone.runner)
        #expect(photo.isSent && photo.way == nil && photo.jpeg == nil)
        #expect(photo.attempt?.number == 1, "the same picture is no other try")
        try await phone.drawn { $0.people[0].quarantine?.check(asked.id)?.answer?.how == .photo }
    }

    @Test func aBadPhotoIsTakenAgainAndTheThirdMayGoAnyway() async throws {
        try await TestEnv.opened { try await self.sendBad(in: $0) }
    }

    @MainActor private func sendBad(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env, asking: ["--photo"])
        let asked = try await phone.livesUntilAsked(in: env)
        let (me, photo) = (try await phone.me(), PhotoModel(for: .check(asked.id)))
        for number: UInt32 in 1...3 {
            #expect(photo.way == nil)
            let camera = FakeCamera(gives: .nothingSeen(comment: UInt8(number)))
            await photo.take(with: camera, of: me, by: phone.engine, at: phone.runner)
            #expect(photo.attempt?.number == number && photo.attempt?.hints.isEmpty == false)
            if number < 3 { photo.retake() }
        }
        #expect(photo.way == .sendAnyway)
        await photo.send(of: me, by: phone.engine, at: phone.runner)
        #expect(photo.isSent)
    }

    @Test func aCameraThatGivesNothingIsSaidAndOneThatComesBackToo() async throws {
        try await TestEnv.opened { try await self.takeNothing(in: $0) }
    }

    @MainActor private func takeNothing(in env: TestEnv) async throws {
        let phone = TestPhone(in: env)
        let (me, photo) = (try await phone.me(), PhotoModel(for: .askedNow))
        let camera = FakeCamera(gives: nil)
        await photo.take(with: camera, of: me, by: phone.engine, at: phone.runner)
        #expect(!photo.answers && photo.attempt == nil && phone.runner.trouble == nil)
        camera.said.yield(true)
        camera.said.finish()
        camera.seen.finish()
        await photo.watch(camera, by: phone.engine)
        #expect(photo.answers)
        // What the core refuses is said, and nothing is kept.
        let other = FakeCamera(gives: Data("no picture".utf8))
        await photo.take(with: other, of: me, by: phone.engine, at: phone.runner)
        #expect(photo.jpeg == nil && photo.attempt == nil)
        #expect(phone.runner.trouble != nil)
    }

    @Test func hintsAreSpokenOnlyWhenAnotherIsSaid() async throws {
        guard let face = portrait() else { return }
        try await TestEnv.opened { try await self.see(face, in: $0) }
    }

    @MainActor private func see(_ face: Data, in env: TestEnv) async throws {
        let phone = TestPhone(in: env)
        let (photo, camera) = (PhotoModel(for: .askedNow), FakeCamera(gives: nil))
        camera.said.finish()
        camera.seen.yield(face)
        camera.seen.yield(Data("no picture".utf8))
        camera.seen.finish()
        await photo.watch(camera, by: phone.engine)
        #expect(photo.hints.map(\.key) == ["photo-good"])
        #expect(photo.spoken == photo.hints.first, "what cannot be read says nothing new")
        let worse = FakeCamera(gives: nil)
        worse.said.finish()
        worse.seen.yield(.nothingSeen(comment: 1))
        worse.seen.finish()
        await photo.watch(worse, by: phone.engine)
        #expect(photo.spoken == photo.hints.first && photo.spoken?.key != "photo-good")
    }

    /// Of somebody, as a camera wrote it; none where there is no folder of data.
    private func portrait() -> Data? {
        let data = ProcessInfo.processInfo.environment["DOORSTEP_DATA"] ?? "../shared/data"
        let file = data + "/faces/grace_hopper.jpg"
        let jpeg = FileManager.default.contents(atPath: file)
        if jpeg == nil { print("skipped: no photo of a face (no \(file))") }
        return jpeg
    }
}
