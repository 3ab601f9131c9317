import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A notice that is tapped says what it is about.
@Suite struct Tapping {
    @Test func itIsWhatThePlanSaid() throws {
        for kind in [.reminder, .revocation, .duty, .check, .notice, .trouble] as [NoticeKind] {
            let system = RecordingPorts()
            var apply = Apply(ports: system.ports)
            apply.follow(.ofTests(notices: [.ofTests(kind: kind)]))
            let posted = try #require(system.shown.first)
            let tap = NoticeTap(id: posted.id, kind: posted.kind, person: posted.person)
            #expect(tap == NoticeTap(id: "one", kind: kind, person: "me"))
        }
    }

    @Test func oneOfAnotherBuildOpensNothing() {
        #expect(NoticeTap(id: "one", kind: nil, person: "me") == nil)
        #expect(NoticeTap(id: "one", kind: "weather", person: "me") == nil)
        #expect(NoticeTap(id: "one", kind: "check", person: nil) == nil)
    }

    @Test func whatAnEarlierBuildHasPostedIsKnownAndPostedAnew() throws {
        let kept = #"[{"id":"one","atMs":7,"text":"One."},{"id":"two","atMs":7,"text":""}]"#
        let standing = try JSONDecoder().decode([PostedNotice].self, from: Data(kept.utf8))
        let system = RecordingPorts(standing: standing)
        var apply = Apply(ports: system.ports)
        apply.follow(.ofTests(notices: [.ofTests(kind: .check)]))
        #expect(system.look() == ["take two", "show one in 7: One."])
    }
}
