import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The code with everything that is said about it: how it stands, that it lives, how long it lasts.
struct ShownView: View {
    let shown: Shown
    @Environment(AppState.self) private var app

    var body: some View {
        if let pass = shown.pass {
            Banner(pass.state.style) {
                Label(pass.label, systemImage: pass.state.style.symbol).font(.title).bold()
                Text(pass.text.text).font(.title2)
            }
        }
        Warnings([shown.hint].compactMap { $0 })
        QrView(code: shown.qr, label: label)
        FrameCountdown(shown: shown)
        Text(shown.until.text).font(.headline)
        Countdown(shown: shown)
        TitledText(title: app.words[.passHolder], text: shown.holder.text)
        if let code = shown.typedCode {
            Heading(.passTyped)
            TypedCode(code: code)
            Text(app.words[.passTypedWhy]).font(.footnote)
        }
    }

    /// What is spoken in place of the picture.
    private var label: String {
        let left = app.words(shown.leftWord, app.words.duration(ms: shown.endsInMs))
        return [app.words[.passQr], shown.pass?.text.text, left].compactMap { $0 }
            .joined(separator: ". ")
    }
}

/// How long it lasts, second by second.
struct Countdown: View {
    let shown: Shown
    @Environment(AppState.self) private var app
    @State private var since = Date()

    var body: some View {
        TimelineView(.periodic(from: since, by: 1)) { moment in
            let passedMs = Int64(moment.date.timeIntervalSince(since) * 1000)
            let leftMs = max(0, shown.endsInMs - passedMs)
            Text(app.words(shown.leftWord, app.words.clock(ms: leftMs)))
                .font(.title2)
                .monospacedDigit()
                .accessibilityLabel(app.words(shown.leftWord, app.words.duration(ms: leftMs)))
        }
        .onChange(of: shown) { _, _ in since = Date() }
    }
}

/// A code to be read out, in the groups of four that the core makes, spoken sign by sign.
struct TypedCode: View {
    let code: String

    var body: some View {
        Text(verbatim: code)
            .font(.system(.title2, design: .monospaced))
            .accessibilityLabel(code.spelled)
            // Its groups stand in one order in every language.
            .environment(\.layoutDirection, .leftToRight)
    }
}
