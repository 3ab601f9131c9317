import Doorstep
import DoorstepModel
import Foundation
import Testing

/// The photo that others are compared with: asked for once, whenever it suits.
@Suite(.timeLimit(.minutes(30))) struct PatientReference {
    @Test func itIsAskedForUntilItWasTakenAndNeverWithoutPhotos() async throws {
        try await TestEnv.opened { try await self.take(in: $0) }
        try await TestEnv.opened { env in
            let (phone, _) = try await TestPhone.begun(in: env)
            let view = try await phone.view()
            #expect(view.quarantine != nil && !view.asks(for: .reference))
        }
    }

    @MainActor private func take(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env, asking: ["--photo"])
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        try await phone.drawn { $0.people[0].quarantine?.referencePhoto != nil }
        let view = try #require(phone.model.person)
        #expect(view.asks(for: .reference) && !view.asks(for: .check("none")))
        #expect(view.asks(for: .askedNow) == !view.asked.isEmpty)

        let photo = PhotoModel(for: .reference)
        // Nobody is on it, which is said politely, and the third may go all the same.
        for number: UInt32 in 1...3 {
            let camera = FakeCamera(gives: .nothingSeen(comment: UInt8(number)))
            await photo.take(with: camera, of: me, by: engine, at: runner)
            #expect(photo.attempt?.number == number && photo.attempt?.check == "reference")
            #expect(try await phone.view().quarantine?.referencePhoto != nil, "nothing was sent")
            if number < 3 { photo.retake() }
        }
        #expect(photo.way == .sendAnyway)
        await photo.send(of: me, by: engine, at: runner)
        #expect(photo.isSent && photo.jpeg == nil)
        try await phone.drawn { $0.people[0].quarantine?.referencePhoto == nil }
        #expect(phone.model.person?.asks(for: .reference) == false)
    }
}
