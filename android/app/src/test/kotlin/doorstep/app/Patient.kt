package doorstep.app

import android.graphics.Bitmap
import android.graphics.Color
import doorstep.Cause
import doorstep.CheckOutcome
import doorstep.CheckView
import doorstep.ClientInterface
import doorstep.OrderDecision
import doorstep.PersonView
import doorstep.QuarantineView
import doorstep.Urgency
import doorstep.sdk.TestPhone
import kotlinx.coroutines.runBlocking
import org.robolectric.Shadows.shadowOf
import java.io.ByteArrayOutputStream
import java.io.File
import kotlin.random.Random

/** Somebody before the app whom an officer has ordered to stay at home, by their number; of several people on the phone, this one. */
class Patient(val robot: AppRobot, private val number: String = TestPhone.NUMBER, private val person: String? = null) {
    val me: PersonView get() = checkNotNull(robot.app.engine.model.snapshot.value).people.single { person == null || it.person == person }
    val quarantine: QuarantineView get() = checkNotNull(me.quarantine)
    lateinit var order: String
        private set

    /** The order comes to who has this number. */
    fun isOrdered(vararg asking: String): Patient = apply {
        order = robot.phone.authority.giveOrder(number, *asking)
        syncs()
    }

    /** The order comes, was read, and runs. */
    fun begins(vararg asking: String): Patient = isOrdered(*asking).apply {
        ask { it.decideOrder(me.person, OrderDecision.Seen) }
        ask { it.decideOrder(me.person, OrderDecision.Begin) }
        passes(10)
    }

    /** So many seconds pass, and the phone is woken. */
    fun passes(seconds: Long): Patient = apply {
        robot.phone.clock.advance(seconds)
        robot.phone.authority.advance(seconds)
        runBlocking {
            robot.app.engine.wake(Cause.ALARM)
            robot.app.engine.look()
        }
        robot.rule.waitForIdle()
    }

    fun syncs() {
        ask { it.sync(Urgency.PERSON) }
        robot.rule.waitForIdle()
    }

    /** What waits to be sent has gone, or there is no network for it. */
    fun settles() {
        repeat(2) { syncs() }
        runBlocking { robot.app.engine.look() }
        robot.rule.waitForIdle()
    }

    /** Until a question of the phone's comes. */
    fun livesUntilAsked(): CheckView {
        repeat(LONG) {
            quarantine.checks.find { it.outcome == CheckOutcome.ASKING }?.let { return it }
            passes(QUARTER_S)
        }
        error("nobody was asked: ${quarantine.checks}")
    }

    fun check(id: String): CheckView = quarantine.checks.first { it.id == id }

    fun <T> ask(what: suspend (ClientInterface) -> T): T = runBlocking { robot.app.engine.ask(what) }

    /** What the phone allows without being asked. */
    fun allows(vararg what: String) = shadowOf(robot.app).grantPermissions(*what.map { "android.permission.$it" }.toTypedArray())

    companion object {
        const val LONG = 200
        const val QUARTER_S = 900L

        /** Of somebody, as a camera wrote it; none where there is no folder of data. */
        fun portrait(): ByteArray? {
            val file = File(System.getenv("DOORSTEP_DATA") ?: "../../../../shared/data", "faces/grace_hopper.jpg")
            if (!file.exists()) println("skipped: no photo of a face (no $file)")
            return file.takeIf { it.exists() }?.readBytes()
        }

        /** Of nobody: grain, which no camera's picture is without. */
        fun nobody(n: Int): ByteArray {
            val random = Random(n)
            val points = IntArray(640 * 480) { (110 + random.nextInt(60)).let { grey -> Color.rgb(grey, grey, grey) } }
            val picture = Bitmap.createBitmap(points, 640, 480, Bitmap.Config.ARGB_8888)
            return ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.JPEG, 90, it) }.toByteArray()
        }
    }
}
