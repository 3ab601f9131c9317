package doorstep.app.screens.sms

import android.content.ClipData
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Context
import android.os.PersistableBundle
import androidx.annotation.StringRes
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import doorstep.app.SmsReplyDraft
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

/** Puts a text where other apps paste from. It is shown in none of the phone's previews. */
fun copy(context: Context, text: String) {
    val clip = ClipData.newPlainText(null, text)
    clip.description.extras = PersistableBundle().apply { putBoolean(SENSITIVE, true) }
    context.getSystemService(ClipboardManager::class.java).setPrimaryClip(clip)
}

/** What was copied last, up to what any reply is long. */
fun pasted(context: Context): String? {
    val clip = context.getSystemService(ClipboardManager::class.java).primaryClip ?: return null
    return clip.getItemAt(0).text?.take(SmsReplyDraft.LONGEST)?.toString()
}

/** [ClipDescription.EXTRA_IS_SENSITIVE], which older systems do not know and pass over. */
private const val SENSITIVE = "android.content.extra.IS_SENSITIVE"
