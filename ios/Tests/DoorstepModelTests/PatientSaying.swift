import Doorstep
import DoorstepModel
import Testing

/// What a patient says of their own accord, and what the authority says to them.
@Suite(.timeLimit(.minutes(30))) struct PatientSaying {
    @Test func whatIsToldWithOneTapIsSaidAndTakenBack() async throws {
        try await TestEnv.opened { env in
            let (phone, _) = try await TestPhone.begun(in: env)
            let me = try await phone.me()
            let leave = try #require(Declaration.permission.said(minutes: "٩٠", words: " "))
            #expect(leave == .permission(minutes: 90, text: nil))
            for (declaring, what) in [
                (Declaring.hospital, Declared.hospital), (.safety, .personal), (leave, .permission),
            ] {
                _ = try await phone.engine.ask { try $0.declare(person: me, declaring: declaring) }
                try await phone.drawn { $0.people[0].quarantine?.declared?.what == what }
                #expect(await phone.model.person?.home == .quarantine)
                _ = try await phone.engine.ask { try $0.declare(person: me, declaring: .back) }
                try await phone.drawn { $0.people[0].quarantine?.declared == nil }
            }
            #expect(Declaration.permission.said(minutes: "", words: "yes") == nil)
            #expect(Declaration.permission.said(minutes: "soon", words: "yes") == nil)
            #expect(Declaration.fault.said(minutes: "", words: "") == .fault(text: ""))
            #expect(Declaration.fault.said(minutes: "", words: "dark") == .fault(text: "dark"))
        }
    }

    @Test func whatTheAuthorityWritesIsReadAndObjectedTo() async throws {
        try await TestEnv.opened { env in
            let (phone, given) = try await TestPhone.begun(in: env)
            let me = try await phone.me()
            let name = try await env.write("Two days less.", under: given)
            try await phone.sync()
            let read = { try await phone.engine.ask { try $0.notices(person: me) } }
            let notice = try #require(try await read().first)
            #expect((notice.id, notice.text) == (name, "Two days less."))
            #expect(notice.word == .noticesDecision && notice.dispute == nil)
            #expect(!notice.contact.isEmpty && notice.appealUntilMs != nil)
            let tap = NoticeTap(id: "notice-\(name)", kind: .notice, person: me)
            #expect(await phone.model.follow(tap) == [.patient(.notices)])
            try await phone.goesOffline()
            try await phone.engine.ask {
                try $0.dispute(person: me, reference: name, text: "Three.")
            }
            #expect(try await read().first?.dispute?.word == .disputeQueued)
            try await env.wait(seconds: 5)
            try await phone.sync()
            #expect(try await read().first?.dispute?.word == .disputeReceived)
        }
    }
}
