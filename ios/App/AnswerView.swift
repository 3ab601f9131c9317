import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// An answer: a colour, a symbol and words; what to do next; and that nothing may be concluded,
/// where that is so.
struct AnswerView: View {
    let answer: Inspected
    @Environment(Shell.self) private var shell

    var body: some View {
        Card(
            look: answer.verdict.look, title: answer.text.text, text: answer.reasonText.text)
        Text(answer.nextText.text).font(.title3)
        if let caution = answer.caution { Text(caution.text) }
        if let mark = answer.mark {
            Heading(.inspectMark)
            Text(verbatim: mark).font(.system(.title, design: .monospaced))
        }
        if let purpose = answer.purpose { Text(purpose.label) }
        Text(shell.words[answer.lists.age.word]).font(.footnote)
    }
}
