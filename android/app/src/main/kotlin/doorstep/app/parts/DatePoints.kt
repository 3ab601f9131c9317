package doorstep.app.parts

import androidx.compose.ui.text.AnnotatedString
import androidx.compose.ui.text.input.OffsetMapping
import androidx.compose.ui.text.input.TransformedText
import androidx.compose.ui.text.input.VisualTransformation

/** The digits of a day, month and year, however they were typed or pasted. */
fun dateDigits(typed: String): String = typed.filter(Char::isDigit).take(DIGITS)

/** The same with points between them. */
fun datePoints(digits: String): String =
    listOf(digits.take(DAY), digits.drop(DAY).take(MONTH), digits.drop(DAY + MONTH)).filter { it.isNotEmpty() }.joinToString(".")

/** Shows a date with its points, which nobody has to find on the keys. */
object DatePoints : VisualTransformation {
    override fun filter(text: AnnotatedString) = TransformedText(AnnotatedString(datePoints(text.text)), Places)

    private object Places : OffsetMapping {
        override fun originalToTransformed(offset: Int) = offset + listOf(DAY, DAY + MONTH).count { offset > it }

        // By the second point one stands before it.
        override fun transformedToOriginal(offset: Int) = offset - listOf(DAY, DAY + 1 + MONTH).count { offset > it }
    }
}

private const val DAY = 2
private const val MONTH = 2
private const val DIGITS = 8
