import Doorstep
import Testing

/// The patient's day that both apps are held to is the core's: the same is lived through here.
@Suite(.timeLimit(.minutes(30))) struct PatientsDay {
    @Test func itsPlansAreTheCores() async throws {
        try await TestEnv.opened { env in
            let day = try LivedDay(env, phone: try await env.resident())
            try day.now()
            let order = try await env.giveOrder(
                phone: Phone.number, asking: ["--checks", "0", "--surprises", "1"])
            try await day.synced()
            try day.decided("seen", .seen)
            try day.decided("begin", .begin)
            try await env.wait(seconds: 10)
            try day.woken(.user)
            try await env.wait(seconds: 10)
            try day.found(.home)
            try await day.synced()
            try await isAway(day, env)
            try await env.wait(seconds: 86_400)
            try day.found(.home, steps: 5)
            try await day.synced()
            try await env.askOnceMore(order)
            try await day.synced()
            try await answers(day, env)
            let code = try await env.releaseCode(of: order)
            try day.decided("release", .release(code: code))
            try await day.synced()
            try day.isOver()
        }
    }

    private func isAway(_ day: LivedDay, _ env: TestEnv) async throws {
        try await env.wait(seconds: 900)
        try day.woken(.alarm)
        try day.found(.home, steps: 0)
        try await env.wait(seconds: 900)
        try day.found(.away, steps: 4000)
        try await day.synced()
        try await env.wait(seconds: 100)
        try day.woken(.alarm)
        try day.found(.away, steps: 100)
        try await day.sync()
        try await env.wait(seconds: 260)
        try day.woken(.alarm)
        try await day.sync()
        try await env.wait(seconds: 300)
        try day.found(.home, steps: 3000)
        try await day.sync()
        try await env.wait(seconds: 300)
        try day.found(.home, steps: 3)
        try await day.synced()
    }

    private func answers(_ day: LivedDay, _ env: TestEnv) async throws {
        try day.says("say", "here") { _ = try $0.here(person: $1) }
        try await day.sync()
        try day.woken(.user, location: "denied")
        try day.woken(.user)
        try day.says("declare", "hospital") {
            _ = try $0.declare(person: $1, declaring: .hospital)
        }
        try await day.sync()
        try await env.wait(seconds: 3600)
        try day.says("declare", "back") { _ = try $0.declare(person: $1, declaring: .back) }
        try await day.synced()
    }
}
