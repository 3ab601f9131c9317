import Doorstep
import Testing

/// An app that its system lets sleep, and one that is closed.
@Suite(.timeLimit(.minutes(30))) struct Sleeping {
    @Test func whileItSleepsItShowsAndChangesNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let pass = try await phone.pass("pharmacy")
            let inspector = try client.inspector()
            _ = try await inspector.refresh()
            try client.suspend()
            try client.suspend()
            #expect(try phone.view().passes == [pass])
            #expect(try phone.view().registration.step == .registered)
            let shown = try client.present(person: me)
            #expect(try inspector.inspect(text: shown.text).verdict == .valid)
            let asked = try await code {
                try await client.requestPass(person: me, purpose: "rubbish")
            }
            #expect(asked == .suspended)
            #expect(try await code { try client.erase(person: me) } == .suspended)
            try client.resume()
            try client.resume()
            #expect(try client.passes(person: me) == [pass])
            #expect(try await phone.pass("rubbish").state == .valid)
            #expect(try await env.issued().passes == 2)
        }
    }

    @Test func anotherMayHaveTheFolderMeanwhile() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            try phone.client.suspend()
            let another = try phone.opened()
            let pass = try await another.pass("pharmacy")
            another.client.shutdown()
            #expect(try phone.view().passes.isEmpty)
            try phone.client.resume()
            #expect(try phone.view().passes == [pass])
        }
    }

    @Test func aClientThatIsClosedSaysSo() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let inspector = try client.inspector()
            let subscription = try client.subscribe(listener: RecordingListener())
            try client.setLanguage(tag: "ru")
            client.shutdown()
            client.shutdown()
            let calls: [@Sendable () async throws -> Void] = [
                { _ = try client.snapshot() },
                { _ = try client.plan() },
                { _ = try client.passes(person: me) },
                { _ = try client.present(person: me) },
                { _ = try client.inspector() },
                { _ = try client.subscribe(listener: RecordingListener()) },
                { try client.erase(person: me) },
                { try client.setLanguage(tag: "en") },
                { try client.suspend() },
                { try client.resume() },
                { _ = try await client.register(person: me, phone: Phone.number) },
                { _ = try await client.confirm(person: me, code: "123456") },
                { _ = try await client.requestPass(person: me, purpose: "pharmacy") },
                { _ = try await client.sync(urgency: .background) },
                { _ = try inspector.challenge() },
                { _ = try inspector.inspect(text: "") },
                { _ = try await inspector.refresh() },
            ]
            for call in calls {
                #expect(try await code(of: call) == .clientClosed)
            }
            do {
                _ = try client.snapshot()
            } catch let error as ClientError {
                let said = error.trouble().text.text
                #expect(said.contains { "а"..."я" ~= $0 }, "in the language that was set: \(said)")
            }
            subscription.cancel()
            #expect(try phone.opened().view().registration.step == .registered)
        }
    }

    @Test func whatRunsEndsWhenItIsClosedAndGoesOnLater() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let task = Task { try await client.requestPass(person: me, purpose: "pharmacy") }
            try await hold.entered()
            env.freeze(true)
            client.shutdown()
            hold.release()
            #expect(try await code { try await task.value } == .clientClosed)
            env.freeze(false)
            let again = try await elsewhere { try phone.opened() }
            #expect(try await again.client.sync(urgency: .person).settled == 1)
            #expect(try again.view().passes.map(\.purpose) == ["pharmacy"])
        }
    }
}
