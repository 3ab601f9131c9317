import Doorstep
import Testing

/// Whatever a shell throws where the core calls it is an answer, and brings nothing down.
@Suite(.timeLimit(.minutes(30))) struct Throwing {
    /// What no protocol of the core declares.
    private struct Undeclared: Error {}

    /// A log that throws at every line, and remembers them.
    private final class Log: LogSink {
        private let kept = Locked<[String]>([])

        func has(_ text: String) -> Bool {
            kept.with { $0.contains { $0.contains(text) } }
        }

        func log(level _: LogLevel, room _: String, text: String) throws {
            kept.with { $0.append(text) }
            throw Undeclared()
        }
    }

    @Test func aListenerThatThrowsIsToldTheNextChange() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let heard = RecordingListener { _ in throw Undeclared() }
            let subscription = try phone.client.subscribe(listener: heard)
            try phone.client.setLanguage(tag: "ru")
            try phone.client.setLanguage(tag: "en")
            #expect(heard.snapshots.map(\.language) == ["en", "ru", "en"])
            subscription.cancel()
        }
    }

    @Test func aClockThatThrowsIsAPhoneThatDoesNotKnowTheTime() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let pass = try await phone.pass("pharmacy")
            #expect(try phone.client.snapshot().timeAnchored)
            env.clock.fail(with: Undeclared())
            #expect(try !phone.client.snapshot().timeAnchored)
            let shown = try phone.client.present(person: phone.me)
            #expect((shown.pass?.id, shown.hint == nil) == (pass.id, false))
            let another = try await phone.pass("rubbish")
            #expect(try !phone.client.snapshot().timeAnchored)
            env.clock.fail(with: nil)
            _ = try await phone.client.sync(urgency: .person)
            #expect(try phone.client.snapshot().timeAnchored)
            #expect(
                try Set(phone.client.passes(person: phone.me).map(\.id)) == [pass.id, another.id])
            #expect(try phone.client.present(person: phone.me).hint == nil)
        }
    }

    // The one test of the log, of which a process has one.
    @Test func aLogThatThrowsLosesItsLinesAndNothingElse() async throws {
        try await TestEnv.opened { env in
            let log = Log()
            logTo(sink: log, least: .debug)
            defer { logTo(sink: nil, least: .error) }
            let phone = try await env.resident()
            let subscription = try phone.client.subscribe(
                listener: RecordingListener { _ in throw Undeclared() })
            subscription.cancel()
            #expect(log.has("listener-failed") && log.has("status=200"))
            #expect(!log.has("9161234567"))
            logTo(sink: nil, least: .error)
            #expect(try await phone.pass("pharmacy").state == .valid)
        }
    }
}
