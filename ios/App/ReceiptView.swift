import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The receipt of the last inspection, for the person.
struct ReceiptView: View {
    let bench: Bench
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        WideButton(.inspectReceipt, desk: desk) { await write() }
        if let trouble = desk.trouble { TroubleView(trouble: trouble) }
        if let slip = bench.receipt {
            Text(slip.said.text)
            QrView(size: slip.qrSize, modules: slip.qrModules, label: slip.said.text)
            Text(shell.words[.inspectReceiptWhy]).font(.footnote)
        }
    }

    private func write() async {
        guard let engine = shell.engine else { return }
        await bench.writeReceipt(by: engine, at: desk)
    }
}
