package doorstep.app.screens.sms

import androidx.annotation.StringRes
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import doorstep.app.parts.Small

/** A text to the letter, which can be selected. */
@Composable
fun Verbatim(
    @StringRes what: Int,
    text: String,
) = Column {
    Small(stringResource(what))
    SelectionContainer { Text(text, Modifier.testTag("verbatim"), style = MaterialTheme.typography.titleMedium) }
}
