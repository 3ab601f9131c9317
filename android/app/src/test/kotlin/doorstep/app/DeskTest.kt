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
}
