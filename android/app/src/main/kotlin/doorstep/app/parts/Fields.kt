package doorstep.app.parts

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType

/** What is typed into a field: which keys for it, and what the phone may fill it with. */
enum class InputKind(val keys: KeyboardType, val fills: ContentType? = null) {
    PHONE(KeyboardType.Phone, ContentType.PhoneNumber),
    CODE(KeyboardType.Number, ContentType.SmsOtpCode),
    DIGITS(KeyboardType.Number),

    /** Letters and digits that stand for nothing: no phone knows better. */
    SIGNS(KeyboardType.Text),
}

/** A line to be typed; the last one of a page has the key that does what its button does. */
@Composable
fun TextInput(label: String, text: String, kind: InputKind, hint: String? = null, done: (() -> Unit)? = null, typed: (String) -> Unit) {
    val palette = LocalPalette.current
    OutlinedTextField(
        text,
        { typed(it.take(LONGEST)) },
        Modifier.fillMaxWidth().semantics { kind.fills?.let { contentType = it } },
        label = { Text(label) },
        supportingText = hint?.let { { Text(it) } },
        singleLine = true,
        keyboardOptions = KeyboardOptions(
            capitalization = KeyboardCapitalization.Characters,
            autoCorrectEnabled = false,
            keyboardType = kind.keys,
            imeAction = if (done == null) ImeAction.Next else ImeAction.Done,
        ),
        keyboardActions = KeyboardActions(onDone = done?.let { { it() } }),
        colors = OutlinedTextFieldDefaults.colors(unfocusedBorderColor = palette.line, focusedBorderColor = palette.accent.back),
    )
}

/** What is pasted beyond this is nothing that anybody could mean. */
private const val LONGEST = 200
