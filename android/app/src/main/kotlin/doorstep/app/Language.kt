package doorstep.app

import android.content.Context
import android.content.res.Configuration
import java.util.Locale

/** Languages of the app, each by its own name. */
val LANGUAGES = listOf("ru" to "Русский", "tt" to "Татарча", "en" to "English")

/** The language that was chosen; the phone's until one was. */
fun language(context: Context): String = chosen(context) ?: context.resources.configuration.locales[0].language

/** Chooses a language. */
fun choose(context: Context, tag: String) = kept(context).edit().putString(KEY, tag).apply()

/** What of the phone's settings is another in the language that was chosen; nothing until one was. */
fun inLanguage(context: Context): Configuration? =
    chosen(context)?.let { tag -> Configuration().apply { setLocale(Locale.forLanguageTag(tag)) } }

private fun chosen(context: Context) = kept(context).getString(KEY, null)

private fun kept(context: Context) = context.getSharedPreferences("language", Context.MODE_PRIVATE)

private const val KEY = "tag"
