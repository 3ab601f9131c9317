package doorstep.app.loan

import android.content.Context

/** The text of the form's code, from the phone's setting up until it is taken. */
internal class Invitation(context: Context) {
    private val kept = context.getSharedPreferences("loan", Context.MODE_PRIVATE)

    val text: String? get() = kept.getString(TEXT, null)

    fun keep(text: String) = kept.edit().putString(TEXT, text).apply()

    fun forget() = kept.edit().remove(TEXT).apply()

    private companion object {
        const val TEXT = "invitation"
    }
}
