import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The order read aloud, what is new in it, and what one may do about it.
struct OrderScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        Page(title: .orderTitle, runner: runner) {
            if let quarantine = app.model.quarantine {
                let order = quarantine.order
                StandsNow(quarantine: quarantine)
                if !order.changed.isEmpty {
                    Heading(.orderChanged)
                    Warnings(order.changed)
                }
                Heading(.orderExplained)
                Sentences(order.explained)
                ForEach(order.refused, id: \.digest) { refused in
                    Text(app.words(.orderRefused, "\(refused.version)", refused.rule))
                }
                if order.state.speaks { OrderDecisions(order: order, runner: runner) }
            }
        }
        .covered()
    }
}
