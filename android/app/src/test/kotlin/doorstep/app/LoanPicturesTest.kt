package doorstep.app

import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performScrollTo
import doorstep.app.Lent.Companion.pastes
import doorstep.app.Route.Screen
import java.security.ProviderException

/** Every screen of a lent phone as it is drawn, from its form to the code that proves that it is empty. */
class LoanPicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        val lent = Lent(robot.open())
        val take = { screen: String ->
            // What goes by itself has gone.
            lent.patient.settles()
            pictures.take(robot, "loan", "loan-$screen")
        }
        isHandedOver(lent, take)
        isUsed(lent, take)
        goesBack(lent, take)
        robot.app.owned = null
    }

    private fun isHandedOver(lent: Lent, take: (String) -> Unit) {
        val robot = lent.robot
        robot.tap(R.string.loan_mine).sees(R.string.loan_take_text)
        take("take")
        robot.tap(R.string.loan_scan).sees(R.string.loan_camera_why)
        take("camera")
        robot.tap(R.string.loan_type).pastes("DSL1:BB8").sees(R.string.loan_take_text)
        take("malformed")
        robot.back()
        lent.taken()
        take("handover")
        rule.onNodeWithText(robot.say(R.string.loan_handover)).performScrollTo()
        take("handover-tap")
        lent.handOver()
    }

    private fun isUsed(lent: Lent, take: (String) -> Unit) {
        val robot = lent.robot
        lent.begins()
        take("quarantine")
        robot.go(Screen.LOAN, "").sees(R.string.loan_back)
        take("running")
        robot.go(Screen.SETTINGS, "").sees(R.string.settings_about)
        take("settings")
        lent.authority.release(lent.order)
        lent.patient.syncs()
        robot.back().sees(R.string.loan_back)
        take("returning")
    }

    private fun goesBack(lent: Lent, take: (String) -> Unit) {
        val robot = lent.robot
        robot.tap(R.string.loan_return).sees(R.string.loan_return_gone)
        take("return")
        robot.tap(R.string.loan_return_now).sees(R.string.loan_return_ask)
        take("return-asks")
        robot.phone.keys.beforeDelete = { throw ProviderException("not now") }
        robot.press(robot.say(R.string.loan_return)).settle().back().sees(R.string.loan_back)
        take("again")
        robot.phone.keys.beforeDelete = {}
        lent.wiped()
        take("wiped")
        robot.app.owned = LentPhone()
        robot.scenario.recreate()
        robot.sees(R.string.loan_reset_why)
        take("reset")
        rule.onNodeWithText(robot.say(R.string.loan_reset)).performScrollTo()
        robot.tap(R.string.loan_reset).sees(R.string.loan_reset_ask)
        take("reset-asks")
    }
}
