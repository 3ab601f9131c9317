import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A move of an account, on either of its two phones. The core says what to do next; whoever does it has both in
/// their hands.
struct MoveScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var moving: MoveModel
    @State private var asks = false

    init(as side: MoveSide) {
        _moving = State(wrappedValue: MoveModel(as: side, lock: PhoneLock()))
    }

    var body: some View {
        Page(title: .moveTitle, runner: runner, news: moving.view) {
            if runner.trouble?.code == .ownerNotConfirmed { Text(app.words[.moveLockNeeded]) }
            if let text = moving.view?.text.text {
                Text(text)
            } else if moving.next == .scan {
                Text(app.words[.moveFirstCode])
            }
            if let digits = moving.digits { MoveDigits(digits: digits) }
            if moving.scans {
                MoveScanner(move: moving, runner: runner)
            } else {
                if let code = moving.view?.code { MoveCode(code: code) }
                MoveNext(move: moving, runner: runner)
            }
            if moving.canStop {
                WideButton(.moveStop, runner: runner) { asks = true }
            }
        }
        .covered()
        .task { await open() }
        .onChange(of: app.model.snapshot?.revision) { _, _ in Task { await follow() } }
        .onChange(of: moving.view?.text) { _, now in
            if let now { Announcing.politely(now.text) }
        }
        .alert(app.words[.moveStop], isPresented: $asks) {
            Button(app.words[.moveStop], role: .destructive) { Task { await stop() } }
            Button(app.words[.moveKeep], role: .cancel) {}
        } message: {
            Text(app.words[.moveStopText])
        }
    }

    private func open() async {
        guard let engine = app.engine else { return }
        await moving.open(of: app.me, by: engine, at: runner)
    }

    private func follow() async {
        guard let engine = app.engine else { return }
        await moving.follow(of: app.me, by: engine, at: runner)
    }

    private func stop() async {
        guard let engine = app.engine else { return }
        if await moving.stop(of: app.me, by: engine, at: runner) { app.nav = NavStack() }
    }
}

/// The digits to be typed on the old phone, large, and spoken one by one.
private struct MoveDigits: View {
    let digits: String

    var body: some View {
        Heading(.moveDigits)
        Text(verbatim: digits.inThrees)
            .font(.system(.largeTitle, design: .monospaced))
            .accessibilityLabel(digits.spelled)
            // Its groups stand in one order in every language.
            .environment(\.layoutDirection, .leftToRight)
    }
}

/// The code for the other phone, and its text for one whose camera cannot scan it.
private struct MoveCode: View {
    let code: String

    var body: some View {
        TextCode(.moveCode, code)
        CopyButton(.moveCopy, code)
    }
}
