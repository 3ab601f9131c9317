package doorstep.app

import android.Manifest
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performScrollTo
import doorstep.CheckOutcome
import doorstep.OrderState
import doorstep.app.Route.Screen
import doorstep.app.screens.quarantine.PERMISSION
import doorstep.app.screens.quarantine.WAITS
import doorstep.sdk.TestPhone
import org.robolectric.Shadows.shadowOf

/** Every screen of a patient as it is drawn, from the order that waits to the day after it. */
class PatientPicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        robot.open().register()
        val patient = Patient(robot)
        Walk(patient, rule) {
            // What goes by itself has gone, or cannot.
            patient.settles()
            pictures.take(robot, "quarantine", "quarantine-$it")
        }.run {
            reads()
            allows()
            isAsked()
            isWrittenTo()
            says()
            looksBack()
            isFree()
        }
    }
}

/** A patient's way past every screen. */
private class Walk(private val patient: Patient, private val rule: ComposeTestRule, private val take: (String) -> Unit) {
    private val robot = patient.robot
    private lateinit var order: String

    fun reads() {
        order = robot.phone.authority.giveOrder(TestPhone.NUMBER, "--sub", "АБ9999", "--photo", "--checks", "0", "--surprises", "1")
        patient.syncs()
        robot.sees(checkNotNull(patient.me.orderWaits).text)
        take("waits")
        robot.go(Screen.ORDER_CODE, WAITS).sees(R.string.order_mark)
        take("waits-open")
        robot.go(Screen.ORDER_CODE, "").sees(R.string.order_code)
        take("paper")
        robot.go(Screen.ORDER_CODE, WAITS).type(R.string.order_mark, "АБ9999").tap(R.string.order_code_send).sees(R.string.order_explained)
        take("order")
        rule.onNodeWithText(robot.say(R.string.order_not_mine)).performScrollTo()
        take("order-decisions")
        robot.back().sees(R.string.order_read)
        take("announced")
        robot.tap(R.string.order_read).tap(R.string.order_seen).sees(R.string.consent_agree)
        take("consent")
    }

    fun allows() {
        robot.tap(R.string.consent_agree).sees(R.string.access_allow)
        take("access")
        repeat(patient.quarantine.accesses.size - 1) { robot.tap(R.string.access_later) }
        take("access-battery")
        robot.tap(R.string.maker_title).sees(R.string.maker_other)
        take("maker")
        robot.go(Screen.ORDER, "").tap(R.string.order_begin).settle()
        patient.passes(10)
        robot.sees(R.string.quarantine_none)
        take("home")
        robot.tap(R.string.quarantine_here).sees(R.string.quarantine_here_noted)
        take("here")
    }

    fun isAsked() {
        patient.passes(HOUR_S)
        robot.phone.authority.askOnceMore(order, "--kind", "photo")
        patient.syncs()
        robot.sees(R.string.quarantine_asked)
        take("asked")
        robot.tap(R.string.quarantine_answer).sees(R.string.check_cannot)
        take("check")
        robot.tap(R.string.check_cannot).sees(R.string.cannot_ill)
        take("cannot")
        robot.back().tap(R.string.check_photo).sees(R.string.photo_camera_why)
        take("photo-camera")
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.back().tap(R.string.check_photo).lookThrough().sees(R.string.photo_look)
        robot.app.faceCamera.hold(Patient.nobody(1))
        rule.waitUntil(WAIT_MS) { robot.say(R.string.photo_look) !in robot.read() }
        take("photo")
        robot.app.faceCamera.photo = Patient.nobody(1)
        robot.tap(R.string.photo_take).sees(R.string.photo_again)
        take("photo-better")
        Patient.portrait()?.let {
            robot.tap(R.string.photo_again).lookThrough()
            robot.app.faceCamera.photo = it
            robot.tap(R.string.photo_take).sees(R.string.photo_send)
            take("photo-good")
        }
        robot.go(Screen.CHECK, patient.quarantine.checks.first { it.outcome == CheckOutcome.ASKING }.id).sees(R.string.check_photo)
        repeat(5) { patient.passes(Patient.QUARTER_S) }
        robot.sees(R.string.dispute_title)
        take("closed")
    }

    fun isWrittenTo() {
        robot.phone.authority.write(order, "warning", "en=Please answer when the phone asks.")
        patient.syncs()
        robot.go(Screen.NOTICES, "").sees("Please answer")
        take("letters")
        robot.tap(R.string.dispute_title).sees(R.string.dispute_words)
        take("dispute")
        robot.go(Screen.QUARANTINE, "")
    }

    /** Without a network, so that nothing of it is signed for meanwhile. */
    fun says() {
        robot.phone.authority.stop()
        robot.tap(R.string.quarantine_hospital).sees(R.string.quarantine_back)
        take("hospital")
        robot.tap(R.string.quarantine_back).sees(R.string.quarantine_here)
        robot.go(Screen.DECLARE, PERMISSION).sees(R.string.declare_minutes)
        take("permission")
        robot.go(Screen.SAFETY, "").sees(R.string.safety_text)
        take("safety")
    }

    fun looksBack() {
        robot.go(Screen.JOURNAL, "").sees(R.string.journal_text)
        rule.waitUntil(WAIT_MS) { robot.read().size > JOURNAL }
        take("journal")
        robot.go(Screen.EVIDENCE, "").sees(R.string.evidence_text)
        take("evidence")
    }

    fun isFree() {
        robot.phone.authority.start()
        patient.passes(HOUR_S)
        robot.phone.authority.release(order)
        patient.syncs()
        check(patient.quarantine.order.state == OrderState.RELEASED)
        robot.go(Screen.QUARANTINE, "").sees(R.string.quarantine_more)
        take("free")
        robot.back().sees(R.string.passes_ask)
        take("after")
    }

    private companion object {
        const val HOUR_S = 3_600L

        /** More lines than the journal's page has without any entry. */
        const val JOURNAL = 6
    }
}
