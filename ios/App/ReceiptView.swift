import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The receipt of the last inspection, for the person.
struct ReceiptView: View {
    let inspector: InspectorModel
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        WideButton(.inspectReceipt, runner: runner) { await write() }
        if let trouble = runner.trouble { ErrorView(trouble: trouble) }
        if let slip = inspector.receipt {
            Text(slip.said.text)
            QrView(code: slip.qr, label: slip.said.text)
            Text(app.words[.inspectReceiptWhy]).font(.footnote)
        }
    }

    private func write() async {
        guard let engine = app.engine else { return }
        await inspector.writeReceipt(by: engine, at: runner)
    }
}
