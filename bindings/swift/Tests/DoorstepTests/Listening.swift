import Doorstep
import Testing

/// What a listener is told, and what it may do.
@Suite(.timeLimit(.minutes(30))) struct Listening {
    @Test func theSnapshotOfNowComesFirstThenEveryChangeUntilItIsCancelled() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let heard = RecordingListener()
            let subscription = try phone.client.subscribe(listener: heard)
            #expect(try heard.snapshots == [phone.client.snapshot()])
            _ = try await phone.client.register(person: phone.me, phone: Phone.number)
            try phone.client.setLanguage(tag: "ru")
            let steps = heard.snapshots.map { $0.people[0].registration.step }
            #expect(steps.first == .notRegistered && steps.last == .codeSent)
            let revisions = heard.snapshots.map(\.revision)
            #expect(zip(revisions, revisions.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(Set(heard.snapshots).count == heard.snapshots.count, "none is told twice")
            #expect(try heard.snapshots.last == phone.client.snapshot())
            let before = heard.snapshots.count
            subscription.cancel()
            subscription.cancel()
            try phone.client.setLanguage(tag: "en")
            #expect(heard.snapshots.count == before)
        }
    }

    @Test func aSubscriptionThatIsLetGoOfEnds() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let (heard, kept) = (RecordingListener(), RecordingListener())
            let subscription = try phone.client.subscribe(listener: kept)
            _ = try phone.client.subscribe(listener: heard)
            try phone.client.setLanguage(tag: "ru")
            #expect((heard.snapshots.count, kept.snapshots.count) == (1, 2))
            subscription.cancel()
        }
    }

    @Test func aListenerMayCallBackAndChangeSomething() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let client = phone.client
            let heard = RecordingListener { snapshot in
                _ = try (client.snapshot(), client.plan())
                if snapshot.language == "en" { try client.setLanguage(tag: "ru") }
            }
            let subscription = try client.subscribe(listener: heard)
            #expect(heard.snapshots.map(\.language) == ["en", "ru"])
            try client.setLanguage(tag: "en")
            #expect(heard.snapshots.map(\.language) == ["en", "ru", "en", "ru"])
            subscription.cancel()
        }
    }

    @Test func oneThatShutsTheClientDownIsToldNoMore() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let client = phone.client
            let heard = RecordingListener { if $0.language == "ru" { client.shutdown() } }
            let subscription = try client.subscribe(listener: heard)
            try client.setLanguage(tag: "ru")
            #expect(heard.snapshots.map(\.language) == ["en", "ru"])
            #expect(try await code { try client.setLanguage(tag: "en") } == .clientClosed)
            subscription.cancel()
            #expect(try phone.opened().client.snapshot().language == "en")
        }
    }
}
