package doorstep.app

import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** A way past screens, pictured light, dark, in text of double size, from right to left, in Tatar, and on a small phone. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
abstract class EveryVariant {
    @get:Rule val rule = createEmptyComposeRule()

    protected abstract fun walk(robot: AppRobot, pictures: Pictures)

    @Test fun light() = picture("light")

    @Test
    @Config(qualifiers = "+night")
    fun dark() = picture("dark")

    @Test
    fun big() {
        RuntimeEnvironment.setFontScale(2f)
        picture("big")
    }

    @Test fun rtl() = picture("rtl", "ar")

    @Test fun tatar() = picture("tatar", "tt")

    @Test
    @Config(qualifiers = "w320dp-h533dp-hdpi")
    fun small() = picture("small", "ru")

    private fun picture(variant: String, language: String = "en") = AppRobot(rule, language = language).use { robot ->
        val pictures = Pictures(rule, variant)
        walk(robot, pictures)
        pictures.end()
    }
}
