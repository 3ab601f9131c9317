import Doorstep
import DoorstepModel
import Testing

/// What a wake changes is on the screen before anybody looks again.
@Suite(.timeLimit(.minutes(30))) struct DrawingWakes {
    @Test func anOrderThatBeginsAndAPermissionThatGoesAreDrawnAtOnce() async throws {
        try await TestEnv.opened { env in
            let phone: TestPhone = try await .patient(in: env)
            #expect(await drawn(phone)?.order.state == .running)
            phone.said.with { $0 = .ofTests(notices: false) }
            await phone.engine.factsChanged()
            #expect(await drawn(phone)?.accesses.first?.access == .location)
            phone.said.with { $0 = .ofPatient }
            await phone.engine.wake(.user)
            #expect(await drawn(phone)?.accesses.isEmpty == true)
        }
    }

    private func drawn(_ phone: TestPhone) async -> QuarantineView? {
        await phone.model.person?.quarantine
    }
}
