package doorstep.app

import android.content.Context
import android.content.res.Configuration
import java.util.Locale

/** Languages of the app, each by its own name. */
val LANGUAGES = listOf("ru" to "Русский", "tt" to "Татарча", "en" to "English")

/** The language that was chosen; the phone's until one was. */
fun language(context: Context): String =
    kept(context).getString(KEY, null) ?: context.resources.configuration.locales[0].language

/** Chooses a language. */
fun choose(context: Context, tag: String) = kept(context).edit().putString(KEY, tag).apply()

/** The same context in the language that was chosen. What Tatar lacks is said in Russian. */
fun inLanguage(context: Context): Context {
    val tag = kept(context).getString(KEY, null) ?: return context
    val locale = Locale.forLanguageTag(tag)
    val locales = android.os.LocaleList(*(listOf(locale) + fallback(tag)).toTypedArray())
    return context.createConfigurationContext(
        Configuration(context.resources.configuration).apply {
            setLocales(locales)
            setLayoutDirection(locale)
        },
    )
}

private fun fallback(tag: String) = if (tag == "tt") listOf(Locale.forLanguageTag("ru")) else emptyList()

private fun kept(context: Context) = context.getSharedPreferences("language", Context.MODE_PRIVATE)

private const val KEY = "tag"
