import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// An answer: a colour, a symbol and words; what to do next; and that nothing may be concluded, where
/// that is so. What is no pass weighs less.
struct AnswerView: View {
    let answer: Inspected
    /// The how many-th it is: one that is as the last is seen, heard and felt all the same.
    let number: Int
    @Environment(AppState.self) private var app

    var body: some View {
        let style = answer.style
        if answer.verdict == .unreadable {
            Card(
                style: style, title: answer.text.text,
                text: [answer.reasonText.text, answer.nextText.text, when].joined(separator: "\n"))
        } else {
            Banner(style, number: number) {
                // The words say what the symbol does.
                Image(systemName: style.symbol)
                    .font(.largeTitle)
                    .imageScale(.large)
                    .accessibilityHidden(true)
                Text(answer.text.text).font(.largeTitle).bold()
                whose
                Text(answer.nextText.text).font(.title2).bold()
                if let until = answer.until { Text(until.text).font(.title2) }
                Text(answer.reasonText.text).font(.title2)
                if let caution = answer.caution { Text(caution.text).font(.headline) }
                Text(app.words[answer.lists.age.word])
                Text(when).monospacedDigit()
            }
        }
    }

    @ViewBuilder private var whose: some View {
        // What is compared is large; that there is nothing to compare is said too.
        if let mark = answer.mark {
            Text(verbatim: mark).font(.system(.largeTitle, design: .monospaced)).bold()
        }
        if let holder = answer.holder { Text(holder.text).font(.title2).bold() }
        if let purpose = answer.purpose { Text(purpose.label).font(.title2) }
    }

    private var when: String {
        app.words(.inspectAnswer, "\(number)", app.words.time(ms: answer.atMs))
    }
}
