package doorstep.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import kotlinx.coroutines.CompletableDeferred
import org.junit.After
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What is begun at one drawing of a screen ends at another, or at none. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class ActionRunnerTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }

    @After
    fun end() = robot.close()

    @Test
    fun `a pass that comes after the phone was turned is shown all the same`() {
        robot.register().tap(R.string.passes_ask).tap("Pharmacy").sees(R.string.ask_send).settle()
        val send = rule.onNodeWithText(robot.say(R.string.ask_send)).fetchSemanticsNode().config[SemanticsActions.OnClick]
        rule.runOnUiThread { send.action?.invoke() }
        robot.scenario.recreate()
        robot.sees(R.string.pass_typed)
    }

    @Test
    fun `who has gone elsewhere meanwhile is not pulled back, and may do something there`() {
        robot.sees(R.string.welcome_start)
        val gate = CompletableDeferred<Unit>()
        var pulled = false
        robot.scenario.onActivity {
            it.runner.act({ gate.await() }) { pulled = true }
            assertTrue(it.runner.busy)
            it.runner.nav.go(Route.Screen.EMERGENCY)
            assertFalse(it.runner.busy)
        }
        gate.complete(Unit)
        robot.back().settle()
        assertFalse(pulled)
    }
}
