import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A pass without the phone: as a page, and as a text message.
struct PaperScreen: View {
    let pass: String
    @Environment(AppState.self) private var app
    @Environment(\.openURL) private var openURL
    @State private var runner = ActionRunner()
    @State private var paper: OnPaper?
    @State private var printer = PagePrinter()

    var body: some View {
        Page(title: .paperTitle, runner: runner) {
            Text(app.words[.paperText])
            if let paper {
                QrView(
                    code: paper.qr,
                    label: app.words[.passQr] + ". " + paper.pass.text.text)
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
                MendDetails(trouble: runner.trouble)
                WideButton(.retry, leads: true, runner: runner) { await fetch() }
            }
        }
        .task { await fetch() }
    }

    private func fetch() async {
        guard let engine = app.engine else { return }
        let (me, pass) = (app.me, pass)
        paper = await runner.ask(engine) {
            try await $0.paper(person: me, pass: pass, cancel: nil)
        }
    }

    /// A message that the system's own app sends, to whomever the person chooses.
    private func message(_ text: String) -> URL? {
        let safe = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return safe.flatMap { URL(string: "sms:&body=" + $0) }
    }
}
