package doorstep.app

import androidx.compose.ui.graphics.luminance
import doorstep.app.parts.Pair
import doorstep.app.parts.Palette
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

/** Words and colours, as far as they can be counted. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = android.app.Application::class)
class WordsTest {
    private val android = File(System.getProperty("doorstep.android"))

    private fun words(folder: String): Map<String, String> {
        val text = android.resolve("app/src/main/res/$folder/strings.xml").readText()
        return Regex("""<string name="(\w+)"[^>]*>(.*?)</string>""").findAll(text).associate { it.groupValues[1] to it.groupValues[2] }
    }

    private val english = words("values")

    @Test
    fun `English and Russian say everything, and Tatar nothing else`() {
        assertEquals(english.keys - "app_name", words("values-ru").keys)
        assertTrue(english.keys.containsAll(words("values-tt").keys))
        val passes = english.keys.filter { it.startsWith("pass") || it.startsWith("emergency") || it.startsWith("ask") }
        assertTrue(words("values-tt").keys.containsAll(passes))
    }

    @Test
    fun `each language fills in the same`() {
        val gaps = Regex("""%\d\$[sd]""")
        listOf("values-ru", "values-tt").map(::words).forEach { other ->
            other.forEach { (key, text) ->
                val of = { said: String -> gaps.findAll(said).map { it.value }.sorted().toList() }
                assertEquals(key, of(english.getValue(key)), of(text))
            }
        }
    }

    @Test
    fun `the other app has the same words`() {
        val catalogue = JSONObject(android.resolve("../ios/App/Localizable.xcstrings").readText()).getJSONObject("strings")
        val own = english.keys.filterNot { key -> ANDROID.any { key.startsWith(it) } }
        assertEquals((own + IOS).sorted(), catalogue.keys().asSequence().sorted().toList())
        listOf("en" to "values", "ru" to "values-ru", "tt" to "values-tt").forEach { (language, folder) ->
            val said = words(folder)
            own.filter { it != "app_name" }.forEach { key ->
                val unit = catalogue.getJSONObject(key).getJSONObject("localizations").optJSONObject(language)
                val theirs = unit?.getJSONObject("stringUnit")?.getString("value")
                val ours = said[key]?.replace("\\'", "'")?.replace("&amp;", "&")?.replace("%%", "%")
                assertEquals("$key in $language", ours, theirs?.replace("\$@", "\$s")?.replace("\$lld", "\$d"))
            }
        }
    }

    private companion object {
        /**
         * What the other phone has no place for: channels, makers, a file that its own sheet saves, its own button that
         * pastes, texts that another app shares, and that the app may reset a lent phone.
         */
        val ANDROID =
            listOf("channel_", "maker_", "evidence_save", "evidence_not_saved", "sms_paste", "sms_which", "sms_share", "loan_reset")

        /**
         * What only that phone says: that it has no place for the app's data, its menus, a text that it cannot send, and
         * what nobody can allow on a lent one in its user's place.
         */
        val IOS = listOf("no_folder", "sms_choose", "sms_keep", "loan_managed") +
            listOf("", "_why", "ed").map { "loan_allow$it" } +
            listOf("always", "precise", "notices", "camera").map { "loan_$it" }
    }

    @Test
    fun `what is written can be read`() {
        fun contrast(pair: Pair): Float {
            val (a, b) = listOf(pair.back.luminance(), pair.ink.luminance()).sortedDescending()
            return (a + 0.05f) / (b + 0.05f)
        }
        (Palette.LIGHT.all + Palette.DARK.all).forEach { assertTrue("$it ${contrast(it)}", contrast(it) >= 4.5f) }
    }
}
