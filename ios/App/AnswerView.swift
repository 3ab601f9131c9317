import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// An answer over the whole width, to be read at arm's length in the sun: a colour, a symbol and
/// words; what to do next; and that nothing may be concluded, where that is so.
struct AnswerView: View {
    let answer: Inspected
    let at: Date
    /// The how many-th it is: one that is as the last is seen, heard and felt all the same.
    let number: Int
    @Environment(Shell.self) private var shell

    var body: some View {
        VStack(alignment: .leading, spacing: 10) {
            HStack(alignment: .top, spacing: 12) {
                // The words say what the symbol does.
                Image(systemName: answer.verdict.look.symbol)
                    .font(.largeTitle)
                    .imageScale(.large)
                    .accessibilityHidden(true)
                Spacer(minLength: 0)
                Text(shell.words(.inspectAnswer, "\(number)", shell.words.time(at))).font(.title3)
            }
            Text(answer.text.text).font(.largeTitle).bold()
            if let mark = answer.mark {
                Text(shell.words[.inspectMark] + ": " + mark).font(.title).bold()
            }
            if let purpose = answer.purpose { Text(purpose.label).font(.title2) }
            Text(answer.reasonText.text).font(.title3)
            Text(answer.nextText.text).font(.title2).bold()
            if let caution = answer.caution { Text(caution.text).font(.title3) }
            Text(shell.words[answer.lists.age.word])
        }
        .padding()
        .frame(maxWidth: .infinity, alignment: .leading)
        .lit(answer.verdict.look.tone, by: number)
        .accessibilityElement(children: .combine)
        // To the edges of the screen, over the page's margin.
        .padding(.horizontal, -Measures.margin)
    }
}

extension View {
    /// The strong colours of a tone, exchanged for a moment with every new number.
    fileprivate func lit(_ tone: Tone, by number: Int) -> some View {
        phaseAnimator([false, true], trigger: number) { content, isNew in
            content
                .foregroundStyle(Palette.strong(tone, inverted: isNew))
                .background(Palette.strong(tone, inverted: !isNew))
        } animation: { _ in
            .easeOut(duration: 0.25)
        }
    }
}

extension Palette {
    /// The text of the strong colours, or their ground.
    fileprivate static func strong(_ tone: Tone, inverted: Bool) -> Color {
        inverted ? strongGround(tone) : strongText(tone)
    }
}
