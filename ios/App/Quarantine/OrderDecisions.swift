import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person does about an order: seen, begun, ended by a code, or not theirs.
struct OrderDecisions: View {
    let order: OrderView
    let runner: ActionRunner
    @Environment(AppState.self) private var app
    @State private var asks = false
    @State private var code = ""

    var body: some View {
        if order.isNews {
            WideButton(.orderSeen, leads: true, runner: runner) { await see() }
        } else if order.state == .announced, !order.begun {
            WideButton(.orderBegin, runner: runner) { await decide(.begin) }
        }
        Heading(.orderRelease)
        Text(app.words[.orderReleaseWhy])
        Field(.orderReleaseCode, .signs, text: $code, end: .orderReleaseSend) { await release() }
        WideButton(.orderReleaseSend, runner: runner) { await release() }
            .disabled(code.given == nil)
        WideButton(.orderNotMine, runner: runner) { asks = true }
            .alert(app.words[.orderNotMineAsk], isPresented: $asks) {
                Button(app.words[.orderNotMine], role: .destructive) {
                    Task { await decide(.notMine) }
                }
                Button(app.words[.orderKeep], role: .cancel) {}
            } message: {
                Text(app.words[.orderNotMineWhy])
            }
    }

    private func release() async {
        guard let code = code.given else { return }
        await decide(.release(code: code))
    }

    /// What is agreed to stands behind the first version.
    private func see() async {
        await decide(.seen, then: order.seenVersion == nil ? [.patient(.consent)] : [])
    }

    private func decide(_ decision: OrderDecision, then: [Route] = []) async {
        guard let engine = app.engine else { return }
        let me = app.me
        let done: Void? = await runner.ask(engine) {
            try $0.decideOrder(person: me, decision: decision)
        }
        if done != nil { app.nav = NavStack(then) }
    }
}
