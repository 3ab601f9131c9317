package doorstep.app.parts

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.material3.TextFieldColors
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation

/** What is typed into a field: which keys for it, what the phone may fill it with, and which letters are large. */
enum class InputKind(
    val keys: KeyboardType,
    val fills: ContentType? = null,
    val capitals: KeyboardCapitalization = KeyboardCapitalization.Characters,
) {
    PHONE(KeyboardType.Phone, ContentType.PhoneNumber),
    CODE(KeyboardType.Number, ContentType.SmsOtpCode),
    DIGITS(KeyboardType.Number),

    /** Digits that nobody who looks on sees. */
    PIN(KeyboardType.NumberPassword),

    /** Eight digits: day, month and year. Points stand between them by themselves. */
    DATE(KeyboardType.Number),

    /** Letters and digits that stand for nothing: no phone knows better. */
    SIGNS(KeyboardType.Text),

    /** Names, addresses. */
    NAMES(KeyboardType.Text, capitals = KeyboardCapitalization.Words),
}

/** A line to be typed; the last one of a page has the key that does what its button does. A `problem` is said as it comes. */
@Composable
fun TextInput(
    label: String,
    text: String,
    kind: InputKind,
    hint: String? = null,
    done: (() -> Unit)? = null,
    problem: String? = null,
    typed: (String) -> Unit,
) {
    OutlinedTextField(
        text,
        { typed(if (kind == InputKind.DATE) dateDigits(it) else it.take(LONGEST)) },
        Modifier.fillMaxWidth().semantics {
            kind.fills?.let { contentType = it }
            problem?.let { error(it) }
        },
        label = { Text(label) },
        supportingText = if (hint == null && problem == null) null else ({ Below(hint, problem) }),
        isError = problem != null,
        singleLine = true,
        visualTransformation = drawn(kind),
        keyboardOptions = KeyboardOptions(
            capitalization = kind.capitals,
            autoCorrectEnabled = false,
            keyboardType = kind.keys,
            imeAction = if (done == null) ImeAction.Next else ImeAction.Done,
        ),
        keyboardActions = KeyboardActions(onDone = done?.let { { it() } }),
        colors = fieldColors(),
    )
}

private fun drawn(kind: InputKind) = when (kind) {
    InputKind.DATE -> DatePoints
    InputKind.PIN -> PasswordVisualTransformation()
    else -> VisualTransformation.None
}

@Composable
private fun Below(hint: String?, problem: String?) = Column {
    problem?.let { Text(it, Modifier.semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.bodyLarge) }
    hint?.let { Text(it) }
}

/** Something in one's own words, of as many lines as it takes. */
@Composable
fun WordsInput(label: String, text: String, hint: String? = null, typed: (String) -> Unit) {
    OutlinedTextField(
        text,
        { typed(it.take(LONGEST_WORDS)) },
        Modifier.fillMaxWidth(),
        label = { Text(label) },
        supportingText = hint?.let { { Text(it) } },
        minLines = 2,
        keyboardOptions = KeyboardOptions(capitalization = KeyboardCapitalization.Sentences),
        colors = fieldColors(),
    )
}

@Composable
private fun fieldColors(): TextFieldColors {
    val palette = LocalPalette.current
    return OutlinedTextFieldDefaults.colors(unfocusedBorderColor = palette.line, focusedBorderColor = palette.accent.back)
}

/** The core says where words are too long; beyond this nobody has typed them. */
private const val LONGEST_WORDS = 20_000

/** What is pasted beyond this is nothing that anybody could mean. */
private const val LONGEST = 200
