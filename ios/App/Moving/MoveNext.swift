import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What is done next on this phone.
struct MoveNext: View {
    let move: MoveModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        switch move.next {
        case .scan:
            WideButton(.moveScan, leads: true) { move.scans = true }
            MovePasting(move: move, runner: runner)
        case .typeDigits: MoveTyping(move: move, runner: runner)
        case .tryAgain:
            WideButton(.moveTryAgain, leads: true, runner: runner) { await offer() }
        case .done:
            WideButton(.moveHome, leads: true) { app.nav = NavStack() }
            if move.view?.side == .old {
                if app.model.quarantine != nil {
                    RouteLink(.evidenceTitle, to: .patient(.evidence))
                }
                EndLink(.moveErase)
            }
        case .wait, nil: EmptyView()
        }
    }

    private func offer() async {
        guard let engine = app.engine else { return }
        await move.offer(of: app.me, by: engine, at: runner)
    }
}

/// The camera that looks for the other phone's code.
struct MoveScanner: View {
    let move: MoveModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        Scanner(hint: .movePoint, why: .moveCameraWhy) { texts in
            guard let engine = app.engine else { return }
            await move.scanned(texts, of: app.me, by: engine, at: runner)
        }
        WideButton(.moveType) { move.scans = false }
    }
}

/// The text of the other phone's code, pasted.
private struct MovePasting: View {
    let move: MoveModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        @Bindable var move = move
        PasteButton(payloadType: String.self) { pasted in
            move.pasted = pasted.first ?? move.pasted
        }
        .tint(Palette.underWhite)
        Field(
            .moveText, .signs, example: .moveTextWhich, text: $move.pasted, end: .moveTextTake
        ) { await take() }
        WideButton(.moveTextTake, runner: runner) { await take() }
            .disabled(move.pasted.given == nil)
    }

    private func take() async {
        guard let engine = app.engine else { return }
        await move.take(of: app.me, by: engine, at: runner)
    }
}

/// The digits that the new phone shows, typed on the old one.
private struct MoveTyping: View {
    let move: MoveModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        @Bindable var move = move
        Field(.moveDigitsTyped, .digits, text: $move.typed, end: .moveGiveNow) { await give() }
        WideButton(.moveGiveNow, leads: true, runner: runner) { await give() }
            .disabled(move.typed.given == nil)
    }

    private func give() async {
        guard let engine = app.engine else { return }
        await move.give(in: app.words, of: app.me, by: engine, at: runner)
    }
}
