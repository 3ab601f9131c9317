import Doorstep
import DoorstepModel
import Testing

/// What a plan says of the place is asked of the system once.
@Suite struct ApplyingWatch {
    @Test func anEndThatDoesNotMoveIsNoNewQuestion() {
        let system = RecordingPorts()
        var apply = Apply(ports: system.ports)
        // Later by 100.4 seconds, and by 120: whole seconds are left.
        for (nowMs, forS) in [(0, 360), (100_400, 260), (120_000, 240)] as [(Int64, UInt64)] {
            apply.follow(looking(.precise, everyS: 60, forS: forS, nowMs: nowMs))
        }
        #expect(system.look() == ["keep alive", "locate precise every 60 for 360"])
        apply.follow(looking(.precise, everyS: 60, forS: 360, nowMs: 130_000))
        #expect(system.look() == ["locate precise every 60 for 360"], "it begins anew")
        apply.follow(looking(.balanced, everyS: 300, forS: 3240, nowMs: 490_000))
        apply.follow(looking(.balanced, everyS: 900, forS: nil, nowMs: 500_000))
        apply.follow(looking(.balanced, everyS: 900, forS: nil, nowMs: 900_000))
        #expect(
            system.look() == ["locate balanced every 300 for 3240", "locate balanced every 900"])
    }

    @Test func whatTheLastProcessLeftIsTakenDownByAPlanThatWantsItNoMore() {
        let home = FenceView(id: "home", latitude: 1, longitude: 2, radiusM: 200)
        let system = RecordingPorts(fences: [home])
        system.keepAlive(true)
        _ = system.look()
        var apply = Apply(ports: system.ports)
        apply.follow(.ofTests())
        #expect(system.look() == ["let sleep", "fences none"])
    }

    private func looking(_ mode: Mode, everyS: UInt64, forS: UInt64?, nowMs: Int64) -> Plan {
        Plan(
            revision: 1, nowMs: nowMs, wakeAtMs: nil, sync: nil, awaitsNetwork: false,
            notices: [], renew: .nothing, location: mode, fixEveryS: everyS, fixForS: forS,
            fences: [], keepAlive: true)
    }
}
