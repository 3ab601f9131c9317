package doorstep.app

import android.Manifest
import android.app.Activity
import android.app.KeyguardManager
import android.content.ClipboardManager
import doorstep.Urgency
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.robolectric.Shadows.shadowOf

/** Somebody with two phones in hand: the app on one, the terminal as the other. */
class Move(val robot: AppRobot) : AutoCloseable {
    /** The other one. */
    val other = TerminalPhone(robot.phone.authority)

    val me get() = checkNotNull(robot.app.engine.model.snapshot.value).people.single()

    /** Whether the phone has a lock that it can ask for. */
    fun hasLock(set: Boolean = true): Move = apply {
        shadowOf(robot.app.getSystemService(KeyguardManager::class.java)).setIsDeviceSecure(set)
    }

    /** To the code that the old phone shows first. */
    fun offers(): Move = apply {
        robot.tapIcon(R.string.settings_title).tap(R.string.move_give).sees(R.string.move_copy)
    }

    /** The text of the code that the app shows. */
    fun copies(): String {
        robot.tap(R.string.move_copy)
        val clip = checkNotNull(robot.app.getSystemService(ClipboardManager::class.java).primaryClip)
        return clip.getItemAt(0).text.toString()
    }

    /** Holds a code before the app's camera. */
    fun scans(text: String): Move = apply {
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.tap(R.string.move_scan).lookThrough()
        robot.app.camera.hold(text)
        robot.settle()
    }

    /** Pastes a code as a text. */
    fun pastes(text: String): Move = apply {
        robot.tap(R.string.move_scan).tap(R.string.move_type)
        robot.type(R.string.move_text, text).tap(R.string.move_text_take).settle()
    }

    /** From the first code to where the digits are to be typed; gives them as the new phone shows them. */
    fun compares(): String {
        hasLock().offers().pastes(checkNotNull(other.takes(copies()).code))
        robot.sees(R.string.move_give_now)
        return checkNotNull(other.takes(copies()).digits)
    }

    /** Types the digits, and hands over. */
    fun types(digits: String): Move = apply {
        robot.type(R.string.move_digits_typed, digits).tap(R.string.move_give_now)
    }

    /** The system's question for the phone's lock, answered. */
    fun unlocks(given: Boolean = true): Move = apply {
        robot.rule.waitForIdle()
        robot.scenario.onActivity { activity ->
            val asked = shadowOf(activity).nextStartedActivityForResult.intent
            assertEquals("android.app.action.CONFIRM_DEVICE_CREDENTIAL", asked.action)
            shadowOf(activity).receiveResult(asked, if (given) Activity.RESULT_OK else Activity.RESULT_CANCELED, null)
        }
        robot.settle()
    }

    /** What waits goes, and what the authority says is heard. */
    fun syncs(): Move = apply {
        runBlocking { robot.app.engine.ask { it.sync(Urgency.PERSON) } }
        robot.rule.waitForIdle()
    }

    /** What waits to be sent has gone, or there is no network for it. */
    fun settles(): Move = apply {
        repeat(2) { syncs() }
        runBlocking { robot.app.engine.look() }
        robot.rule.waitForIdle()
    }

    /** The process is another, and nothing of the screen is kept. */
    fun dies(): Move = apply {
        robot.scenario.close()
        robot.app.die()
        robot.open()
    }

    override fun close() {
        other.close()
        robot.close()
    }
}
