package doorstep.app

import android.Manifest
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performScrollTo
import doorstep.ClientInterface
import doorstep.PassRequestResult
import doorstep.PassState
import doorstep.PersonView
import doorstep.Urgency
import doorstep.Verdict
import kotlinx.coroutines.runBlocking
import org.robolectric.Shadows.shadowOf

/** Every state of a pass and every answer about one, as the real authority, clocks and lists bring them about. */
class ScreenStates(private val robot: AppRobot, private val rule: ComposeTestRule) {
    private val app = robot.app
    private val me: PersonView get() = checkNotNull(app.engine.model.snapshot.value).people.single()

    fun run(shown: (String) -> Unit, answered: (String) -> Unit) {
        val pass = me.passes.first { it.state == PassState.VALID }.id
        beforeInspecting(answered)

        show(pass, "pass-valid", PassState.VALID, shown)
        robot.tap(R.string.pass_paper).sees(R.string.paper_print)
        shown("paper")
        robot.back()
        // A code that comes later moves what stands below it.
        rule.waitUntil(WAIT_MS) { robot.read().any { it.startsWith(robot.say(R.string.pass_qr)) } }
        robot.tap(R.string.pass_check_scan).sees(R.string.pass_check_point)
        rule.onNodeWithText(robot.say(R.string.pass_check_type)).performScrollTo()
        shown("pass-scan")
        robot.tap(R.string.pass_check_type)
        robot.type(R.string.pass_check_digits, "1234 5678").tap(R.string.pass_check_show).sees(R.string.pass_check_shown)
        shown("pass-number")
        robot.tap(R.string.pass_check_end).back()
        robot.tap(R.string.emergency).sees(R.string.pass_check)
        rule.waitUntil(WAIT_MS) { robot.read().any { it.startsWith(robot.say(R.string.pass_qr)) } }
        shown("emergency")
        robot.back()

        val live = frame(pass)
        inspect(live, Verdict.VALID, "inspect-valid", answered)
        inspect(checkNotNull(ask { it.emergency(me.person) }.shown).text, Verdict.SELF_DECLARED_EMERGENCY, "inspect-emergency", answered)
        inspect("HTTPS://EXAMPLE.ORG", Verdict.UNREADABLE, "inspect-unreadable", answered)
        inspect(forged(live), Verdict.FORGED, "inspect-forged", answered, looks = 2)
        advance(MINUTE_S)
        inspect(live, Verdict.STALE_FRAME, "inspect-stale", answered)
        cannotTell(answered)

        val fromMs = robot.phone.clock.read().wallMs + 2 * HOUR_MS
        val early = (ask { it.requestPass(me.person, "pharmacy", fromMs) } as PassRequestResult.Pass).pass.id
        show(early, "pass-not-yet", PassState.NOT_YET_VALID, shown).back()
        inspect(frame(early), Verdict.NOT_YET_VALID, "inspect-not-yet", answered)

        robot.phone.clock.restart()
        show(early, "pass-time-unknown", PassState.TIME_UNKNOWN, shown).back()
        sync()

        robot.phone.authority.revoke(pass)
        refresh()
        show(pass, "pass-return-home", PassState.RETURN_HOME_ONLY, shown).back()
        inspect(frame(pass), Verdict.RETURN_HOME_ONLY, "inspect-return-home", answered)
        // Nobody has left with one that has not begun.
        robot.phone.authority.revoke(early)
        refresh()
        show(early, "pass-revoked", PassState.REVOKED, shown).back()
        advance(2 * HOUR_S + MINUTE_S)
        refresh()
        inspect(frame(early), Verdict.REVOKED, "inspect-revoked", answered)

        val later = (ask { it.requestPass(me.person, "pharmacy") } as PassRequestResult.Pass).pass.id
        robot.phone.authority.rotateLeakedKey()
        refresh()
        show(later, "pass-key-withdrawn", PassState.KEY_WITHDRAWN, shown).back()
        sync()
        ended(shown, answered)
    }

    /** The camera, which is not allowed yet, and one that another app has. */
    private fun beforeInspecting(answered: (String) -> Unit) {
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_inspect).sees(R.string.inspect_camera_why)
        answered("inspect-camera")
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        app.camera.taken = true
        robot.back().tap(R.string.settings_inspect).lookThrough().sees(R.string.inspect_camera_failed)
        answered("inspect-camera-failed")
        app.camera.taken = false
        robot.back().tap(R.string.settings_inspect).lookThrough()
        answered("inspect-looking")
        robot.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        answered("inspect-number")
        // Until it has ended, it is what the next code is to answer.
        advance(2 * MINUTE_S)
        robot.back().back()
    }

    private fun cannotTell(answered: (String) -> Unit) {
        robot.phone.authority.stop()
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_inspect).lookThrough()
        robot.type(R.string.inspect_typed, "ABCE HKMP TXYA BCEE").tap(R.string.inspect_look)
        answers(Verdict.CANNOT_TELL, 1)
        answered("inspect-cannot-tell")
        robot.phone.authority.start()
        robot.tap(R.string.inspect_receipt).sees(R.string.inspect_receipt_why)
        answered("inspect-receipt")
        robot.back().back()
    }

    /** A pass whose time is over, one that no act requires any more, and one that another act does not know. */
    private fun ended(shown: (String) -> Unit, answered: (String) -> Unit) {
        val short = (ask { it.requestPass(me.person, "pet") } as PassRequestResult.Pass).pass.id
        advance(HOUR_S + MINUTE_S)
        app.engine.run { runBlocking { look() } }
        show(short, "pass-expired", PassState.EXPIRED, shown).back()
        inspect(frame(short), Verdict.EXPIRED, "inspect-expired", answered)
        val last = (ask { it.requestPass(me.person, "rubbish") } as PassRequestResult.Pass).pass.id
        // What was asked for without a network is refused when it arrives.
        robot.phone.authority.stop()
        ask { it.requestPass(me.person, "pharmacy") }
        robot.phone.authority.start()
        robot.phone.authority.endAct()
        sync()
        refresh()
        show(last, "pass-not-in-force", PassState.NOT_IN_FORCE, shown).back()
        shown("passes-not-in-force")
        inspect(frame(last), Verdict.NOT_IN_FORCE, "inspect-not-in-force", answered)
        robot.phone.authority.beginAct()
        refresh()
        show(last, "pass-other-act", PassState.OTHER_ACT, shown).back()
        inspect(frame(last), Verdict.NOT_IN_FORCE, "inspect-other-act", answered)
    }

    private fun show(pass: String, picture: String, state: PassState, shown: (String) -> Unit): AppRobot {
        runBlocking { app.engine.look() }
        check(me.passes.first { it.id == pass }.state == state) { "$picture: ${me.passes.map { it.state }}" }
        robot.go(Route.Screen.PASS, pass)
        rule.waitUntil(WAIT_MS) { robot.read().any { it.startsWith(robot.say(R.string.pass_qr)) } }
        shown(picture)
        return robot
    }

    private fun inspect(text: String, verdict: Verdict, picture: String, answered: (String) -> Unit, looks: Int = 1) {
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_inspect).lookThrough()
        repeat(looks) {
            app.camera.hold(text)
            answers(verdict.takeIf { _ -> it == looks - 1 }, it + 1)
        }
        answered(picture)
        robot.back().back()
    }

    private fun answers(verdict: Verdict?, number: Int) {
        var answer: NumberedAnswer? = null
        rule.waitUntil(WAIT_MS) {
            robot.scenario.onActivity { answer = it.runner.inspector.answer }
            answer?.number == number
        }
        check(verdict == null || answer?.found?.verdict == verdict) { "$verdict: ${answer?.found?.verdict} ${answer?.found?.reason}" }
    }

    private fun frame(pass: String) = ask { it.present(me.person, pass, null) }.text

    /** The same with one sign of its signature changed for another. */
    private fun forged(text: String) = text.dropLast(3) + (if (text.takeLast(3) == "000") "111" else "000")

    private fun advance(seconds: Long) {
        robot.phone.authority.advance(seconds)
        robot.phone.clock.advance(seconds)
    }

    private fun refresh() {
        runBlocking { app.engine.inspect { it.refresh() } }
    }

    private fun sync() {
        ask { it.sync(Urgency.PERSON) }
    }

    private fun <T> ask(what: suspend (ClientInterface) -> T): T = runBlocking { app.engine.ask(what) }

    private companion object {
        const val MINUTE_S = 61L
        const val HOUR_S = 3_600L
        const val HOUR_MS = HOUR_S * 1_000
    }
}
