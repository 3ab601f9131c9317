import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The receipt of the last inspection, for the person.
struct ReceiptView: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var slip: InspectionSlip?

    var body: some View {
        WideButton(.inspectReceipt, desk: desk) { await make() }
        if let trouble = desk.trouble { TroubleView(trouble: trouble) }
        if let slip {
            Text(slip.said.text)
            QrView(size: slip.qrSize, modules: slip.qrModules, label: slip.said.text)
            Text(shell.words[.inspectReceiptWhy]).font(.footnote)
        }
    }

    private func make() async {
        guard let engine = shell.engine else { return }
        slip = await desk.ask(engine) { try $0.inspector().receipt() }
    }
}
