import Doorstep
import Testing

/// What ends work that nobody wants any more, and what does not.
@Suite(.timeLimit(.minutes(30))) struct Cancelling {
    @Test func aTaskThatIsCancelledAloneStopsNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let heard = RecordingListener()
            let subscription = try client.subscribe(listener: heard)
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let task = Task { try await client.requestPass(person: me, purpose: "pharmacy") }
            try await hold.entered()
            task.cancel()
            hold.release()
            let told = try await heard.first { !$0.people[0].passes.isEmpty }
            #expect(told.people[0].passes.map(\.purpose) == ["pharmacy"])
            let asked = try await task.value
            guard case .pass(let pass) = asked else { throw Unexpected(answer: asked) }
            #expect(told.people[0].passes == [pass])
            #expect(try await env.issued().passes == 1)
            subscription.cancel()
        }
    }

    @Test func aHandleStopsTheCallAndTheRequestGoesOnLater() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let (hold, handle) = (phone.vault.hold(.sign), CancelHandle())
            defer { hold.release() }
            let task = Task {
                try await client.requestPass(person: me, purpose: "pharmacy", cancel: handle)
            }
            try await hold.entered()
            // From here on the authority answers nothing: only the handle can end the call.
            env.freeze(true)
            hold.release()
            handle.cancel()
            handle.cancel()
            #expect(try await code { try await task.value } == .stopped)
            #expect(try phone.view().waiting.map(\.purpose) == ["pharmacy"])
            #expect(try phone.view().passes.isEmpty)
            let later = try await code {
                try await client.sync(urgency: .person, cancel: handle)
            }
            #expect(later == .stopped, "a handle also ends what begins later")
            env.freeze(false)
            #expect(try await client.sync(urgency: .person).settled == 1)
            #expect(try phone.view().passes.map(\.purpose) == ["pharmacy"])
            #expect(try phone.view().waiting.isEmpty)
            #expect(try await env.issued().passes == 1)
        }
    }

    @Test func aTaskPassesItsCancellationOn() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let task = Task {
                try await withCancelHandle { handle in
                    try await client.requestPass(person: me, purpose: "pharmacy", cancel: handle)
                }
            }
            try await hold.entered()
            env.freeze(true)
            hold.release()
            task.cancel()
            #expect(try await code { try await task.value } == .stopped)
            env.freeze(false)
            #expect(try await client.sync(urgency: .person).settled == 1)
            #expect(try await env.issued().passes == 1)
        }
    }

    @Test func aTaskThatWasCancelledBeforeBeginsNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await withCancelHandle { handle in
                    try await phone.client.requestPass(
                        person: phone.me, purpose: "pharmacy", cancel: handle)
                }
            }
            #expect(try await code { try await task.value } == .stopped)
            #expect(try phone.view().waiting.isEmpty)
            #expect(try await env.issued().passes == 0)
        }
    }

    @Test func withoutACancellationTheAnswerComesThrough() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let report = try await withCancelHandle { handle in
                try await phone.client.sync(urgency: .person, cancel: handle)
            }
            #expect(report.problem == nil && report.timeAnchored)
            let refused = try await code {
                try await withCancelHandle { handle in
                    try await phone.client.requestPass(
                        person: phone.me, purpose: "nearby", cancel: handle)
                }
            }
            #expect(refused == .noPassNeeded)
        }
    }

    /// A screen's model: its closure may use what only the main thread may touch.
    @MainActor private final class Model {
        var report: SyncReport?

        func refresh(_ client: Client) async throws {
            try await withCancelHandle { handle in
                report = try await client.sync(urgency: .person, cancel: handle)
            }
        }
    }

    @Test func itRunsWhereItsCallerRuns() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let model = Model()
            try await model.refresh(phone.client)
            #expect(await model.report?.problem == nil)
        }
    }
}
