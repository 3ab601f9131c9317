package doorstep.app.parts

import android.content.ClipData
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Context
import android.os.PersistableBundle

/** Puts a text where other apps paste from. It is shown in none of the phone's previews. */
fun copy(context: Context, text: String) {
    val clip = ClipData.newPlainText(null, text)
    clip.description.extras = PersistableBundle().apply { putBoolean(SENSITIVE, true) }
    context.getSystemService(ClipboardManager::class.java).setPrimaryClip(clip)
}

/** What was copied last, if it is a text. */
fun pasted(context: Context): String? =
    context.getSystemService(ClipboardManager::class.java).primaryClip?.getItemAt(0)?.text?.toString()

/** [ClipDescription.EXTRA_IS_SENSITIVE], which older systems do not know and pass over. */
private const val SENSITIVE = "android.content.extra.IS_SENSITIVE"
