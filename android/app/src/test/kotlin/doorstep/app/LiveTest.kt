package doorstep.app

import android.Manifest
import android.animation.ValueAnimator
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import doorstep.ClientInterface
import doorstep.PersonView
import doorstep.Shown
import doorstep.Verdict
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter

/** A code as its holder shows it: that it lives, how large it is, and how it answers a number. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w320dp-h533dp-hdpi")
class LiveTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val app get() = robot.app
    private val me: PersonView get() = checkNotNull(app.engine.model.snapshot.value).people.single()

    @After
    fun end() {
        moves(true)
        robot.close()
    }

    private fun moves(does: Boolean) = ReflectionHelpers.callStaticMethod<Unit>(
        ValueAnimator::class.java,
        "setDurationScale",
        ClassParameter.from(Float::class.javaPrimitiveType, if (does) 1f else 0f),
    )

    @Test
    fun `something moves and seconds are counted, for who has switched movement off the seconds alone`() {
        robot.register().ask("Groceries").sees("New code in ")
        rule.onNodeWithTag("moving").assertExists()
        moves(false)
        robot.back().tap("Groceries").sees("New code in ")
        rule.onNodeWithTag("moving").assertDoesNotExist()
    }

    @Test
    fun `a code has four centimetres on a small phone too`() {
        robot.register().ask("Groceries")
        assertTrue(centimetres().toString(), centimetres() >= 4)
        robot.back().tap(R.string.emergency)
        assertTrue(centimetres().toString(), centimetres() >= 4)
        robot.type(R.string.pass_check_digits, "1234 5678").tap(R.string.pass_check_show).sees(R.string.pass_check_shown)
        assertTrue(centimetres().toString(), centimetres() >= 4)
    }

    /** How wide the modules of the code on the screen are together, from the first dark point to the last. */
    private fun centimetres(): Float {
        rule.waitUntil(WAIT_MS) { rule.onAllNodes(hasTestTag("code")).fetchSemanticsNodes().isNotEmpty() }
        val bounds = rule.onNodeWithTag("code").fetchSemanticsNode().boundsInWindow
        var wide = 0
        robot.scenario.onActivity { activity ->
            val view = activity.window.decorView
            val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888).also { view.draw(Canvas(it)) }
            val row = IntArray(picture.width)
            val dark = (bounds.top.toInt() until bounds.bottom.toInt().coerceAtMost(picture.height)).flatMap { y ->
                picture.getPixels(row, 0, picture.width, 0, y, picture.width, 1)
                row.indices.filter { row[it] == Color.BLACK && it >= bounds.left && it < bounds.right }
            }
            wide = dark.max() - dark.min() + 1
        }
        return wide / app.resources.displayMetrics.xdpi * CM_PER_INCH
    }

    @Test
    fun `the inspector's number is scanned from their screen, in a pass and in an emergency`() {
        robot.register().ask("Groceries")
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        assertEquals(Verdict.VALID, answered { it.present(me.person, me.passes.first().id, asked) })
        robot.tap(R.string.pass_check_end).back().tap(R.string.emergency)
        assertEquals(Verdict.SELF_DECLARED_EMERGENCY, answered { checkNotNull(it.emergency(me.person, asked).shown) })
    }

    private lateinit var asked: String

    private fun answered(shown: (ClientInterface) -> Shown): Verdict {
        asked = runBlocking { app.engine.inspect { it.challenge() } }.text
        robot.tap(R.string.pass_check_scan).sees(R.string.pass_check_point).lookThrough()
        app.camera.hold(asked)
        robot.sees(R.string.pass_check_shown)
        rule.onNodeWithTag("code").assertExists()
        val text = runBlocking { app.engine.ask { shown(it) } }.text
        return runBlocking { app.engine.inspect { it.inspect(text) } }.verdict
    }

    @Test
    fun `another number is typed into what was typed before`() {
        robot.askForCode().tap(R.string.code_other).sees("ИП").sees("4321").sees("8 (916) 123-45-67")
    }

    private companion object {
        const val CM_PER_INCH = 2.54f
    }
}
