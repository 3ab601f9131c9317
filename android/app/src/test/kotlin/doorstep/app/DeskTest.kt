package doorstep.app

import android.view.Surface
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import doorstep.app.parts.upright
import kotlinx.coroutines.CompletableDeferred
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import kotlin.math.abs
import kotlin.math.hypot

/** What is begun at one drawing of a screen ends at another, or at none. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class DeskTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val street by lazy { Street(rule).open() }

    @After
    fun end() = street.close()

    @Test
    fun `a pass that comes after the phone was turned is shown all the same`() {
        street.register().tap(R.string.passes_ask).tap("Pharmacy").sees(R.string.ask_send).settle()
        val send = rule.onNodeWithText(street.say(R.string.ask_send)).fetchSemanticsNode().config[SemanticsActions.OnClick]
        rule.runOnUiThread { send.action?.invoke() }
        street.scenario.recreate()
        street.sees(R.string.pass_typed)
    }

    @Test
    fun `who has gone elsewhere meanwhile is not pulled back, and may do something there`() {
        street.sees(R.string.welcome_start)
        val gate = CompletableDeferred<Unit>()
        var pulled = false
        street.scenario.onActivity {
            it.desk.act({ gate.await() }) { pulled = true }
            assertTrue(it.desk.busy)
            it.desk.way.go(Place.Name.EMERGENCY)
            assertFalse(it.desk.busy)
        }
        gate.complete(Unit)
        street.back().settle()
        assertFalse(pulled)
    }

    @Test
    fun `printing is the activity's own in every language`() {
        choose(street.app, "ru")
        street.scenario.recreate()
        street.scenario.onActivity { activity ->
            assertEquals("ru", activity.resources.configuration.locales[0].language)
            // A context of the language below it would be no activity's, and printing takes no other.
            assertEquals("en", activity.baseContext.resources.configuration.locales[0].language)
        }
    }

    @Test
    fun `the camera's picture fills its place upright however the phone is held`() {
        val (width, height) = 900f to 360f
        for (rotation in listOf(Surface.ROTATION_0, Surface.ROTATION_90, Surface.ROTATION_180, Surface.ROTATION_270)) {
            // The middle of the picture, the end of its long side, the end of its short side.
            val points = floatArrayOf(width / 2, height / 2, width / 2, height, width, height / 2)
            upright(width, height, rotation).mapPoints(points)
            val (x, y) = points[0] to points[1]
            val long = hypot(points[2] - x, points[3] - y)
            val short = hypot(points[4] - x, points[5] - y)
            assertEquals(width / 2, x, 0.5f)
            assertEquals(height / 2, y, 0.5f)
            assertEquals("nothing is stretched", Grey.WIDTH.toFloat() / Grey.HEIGHT, long / short, 0.01f)
            val isWide = abs(points[2] - x) > abs(points[3] - y)
            assertEquals(rotation % 2 == 1, isWide)
            val (across, down) = if (isWide) long to short else short to long
            assertTrue("nothing is left empty", across >= width / 2 - 0.5f && down >= height / 2 - 0.5f)
        }
    }
}
