package doorstep.app

import android.Manifest
import android.content.pm.PackageManager
import android.os.Vibrator
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import doorstep.PersonView
import doorstep.Verdict
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowLooper
import java.util.concurrent.TimeUnit

/** What an inspector sees, hears and feels of an answer, and when it goes. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class AnswerTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val app get() = robot.app
    private val me: PersonView get() = checkNotNull(app.engine.model.snapshot.value).people.single()
    private val vibrator by lazy { shadowOf(app.getSystemService(Vibrator::class.java)) }

    @After
    fun end() = robot.close()

    private fun inspects(): AppRobot {
        robot.register().ask("Groceries").back().ask("Pharmacy").back()
        shadowOf(app.packageManager).setSystemFeature(PackageManager.FEATURE_CAMERA_FLASH, true)
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        return robot.tapIcon(R.string.settings_title).tap(R.string.settings_inspect).lookThrough()
    }

    private fun hold(text: String): NumberedAnswer {
        val before = answer()?.number
        app.camera.hold(text)
        rule.waitUntil(WAIT_MS) { answer().let { it != null && it.number != before } }
        return checkNotNull(answer())
    }

    private fun answer(): NumberedAnswer? {
        var answer: NumberedAnswer? = null
        robot.scenario.onActivity { answer = it.runner.inspector.answer }
        return answer
    }

    private fun frame(of: Int) = runBlocking { app.engine.ask { it.present(me.person, me.passes[of].id, null) } }.text

    private fun later(seconds: Long) {
        ShadowLooper.idleMainLooper(seconds, TimeUnit.SECONDS)
        rule.waitForIdle()
    }

    @Test
    fun `two equal answers in a row are told apart, and each is felt`() {
        inspects()
        val first = hold(frame(0))
        assertEquals(Verdict.VALID, first.found.verdict)
        assertTrue(vibrator.isVibrating || vibrator.pattern != null)
        val second = hold(frame(1))
        assertEquals(Verdict.VALID, second.found.verdict)
        assertNotEquals(first.number, second.number)
        robot.sees("Answer 2, ")
    }

    @Test
    fun `an answer leaves by itself, and a receipt keeps it no longer than it is read`() {
        inspects()
        hold(frame(0))
        later(29)
        rule.onNodeWithTag("answer").assertExists()
        later(2)
        rule.onNodeWithTag("answer").assertDoesNotExist()
        hold(frame(1))
        later(20)
        robot.tap(R.string.inspect_receipt).sees(R.string.inspect_receipt_why)
        later(20)
        rule.onNodeWithTag("answer").assertExists()
        later(11)
        rule.onNodeWithTag("answer").assertDoesNotExist()
    }

    @Test
    fun `the old answer goes when a number is asked for`() {
        inspects()
        hold(frame(0))
        robot.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        rule.onNodeWithTag("answer").assertDoesNotExist()
    }

    @Test
    fun `the light stays through the answer, and from one look to the next`() {
        inspects().tap(R.string.inspect_light)
        assertTrue(app.camera.lit)
        hold(frame(0))
        assertTrue(app.camera.lit)
        robot.back().tap(R.string.settings_inspect).lookThrough()
        assertTrue(app.camera.lit)
        robot.tap(R.string.inspect_light)
        assertFalse(app.camera.lit)
    }

    @Test
    fun `who wants no signals gets none, also the next time`() {
        inspects().tap(R.string.inspect_signal)
        hold(frame(0))
        assertFalse(vibrator.isVibrating)
        assertFalse(AnswerFeedback(app).isOn)
    }
}
