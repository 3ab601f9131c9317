package doorstep.app

import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.material3.Text
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What is measured is printed beside its control, and never asserted. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class MeasureTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `from nothing to the first snapshot that is drawn`() = AppRobot(rule).open().use { robot ->
        robot.register()
        robot.scenario.close()
        val empty = List(ROUNDS) {
            timed {
                val activity = Robolectric.buildActivity(ComponentActivity::class.java).setup()
                activity.get().setContent { Text("Empty") }
                robot.sees("Empty")
                activity.pause().stop().destroy()
            }
        }
        val app = List(ROUNDS) {
            robot.app.die()
            timed {
                val activity = Robolectric.buildActivity(MainActivity::class.java).setup()
                robot.sees(R.string.passes_ask)
                activity.pause().stop().destroy()
            }
        }
        println("cold start: ${app.median()} ms; an empty activity: ${empty.median()} ms; ${app.median() / empty.median()} x")
    }

    private fun timed(act: () -> Unit): Double {
        val from = System.nanoTime()
        act()
        return (System.nanoTime() - from) / 1e6
    }

    private fun List<Double>.median() = sorted()[size / 2]

    private companion object {
        const val ROUNDS = 5
    }
}
