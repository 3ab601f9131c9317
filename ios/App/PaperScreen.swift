import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A pass without the phone: as a page, and as a text message.
struct PaperScreen: View {
    let pass: String
    @Environment(Shell.self) private var shell
    @Environment(\.openURL) private var openURL
    @State private var desk = Desk()
    @State private var paper: OnPaper?
    @State private var printer = PagePrinter()

    var body: some View {
        Page(title: .paperTitle, desk: desk) {
            Text(shell.words[.paperText])
            if let paper {
                QrView(
                    size: paper.qrSize, modules: paper.qrModules,
                    label: shell.words[.passQr] + ". " + paper.pass.text.text)
                if let code = paper.typedCode {
                    Heading(.passTyped)
                    TypedCode(code: code)
                }
                // What is on it is said above.
                PageView(page: paper.page, printer: printer)
                    .frame(height: 420)
                    .accessibilityHidden(true)
                WideButton(.paperPrint, leads: true) { printer.print() }
                WideButton(.paperSend) { message(paper.sms).map { openURL($0) } }
            } else {
                MendDetails(trouble: desk.trouble)
                WideButton(.retry, leads: true, desk: desk) { await fetch() }
            }
        }
        .task { await fetch() }
    }

    private func fetch() async {
        guard let engine = shell.engine else { return }
        let (me, pass) = (shell.me, pass)
        paper = await desk.ask(engine) {
            try await $0.paper(person: me, pass: pass, cancel: nil)
        }
    }

    /// A message that the system's own app sends, to whomever the person chooses.
    private func message(_ text: String) -> URL? {
        let safe = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return safe.flatMap { URL(string: "sms:&body=" + $0) }
    }
}
