package doorstep.app

import android.os.BatteryManager
import doorstep.LoanView
import doorstep.OrderDecision
import doorstep.app.Route.Screen
import org.robolectric.Shadows.shadowOf

/** Somebody before a phone that an authority lends under a number, with an order that waits for it. */
class Lent(val robot: AppRobot) {
    val authority get() = robot.phone.authority
    val patient = Patient(robot)
    val loan: LoanView? get() = checkNotNull(robot.app.engine.model.snapshot.value).loan
    lateinit var order: String
        private set

    init {
        shadowOf(robot.app.getSystemService(BatteryManager::class.java)).setIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY, CHARGE)
    }

    /** The phone is the lent one, and in nobody's hands. */
    fun taken(): Lent = apply {
        order = authority.giveOrderToLoan(NUMBER, "--checks", "0", "--surprises", "1")
        robot.tap(R.string.loan_mine).pastes(authority.lend(NUMBER))
        robot.sees(R.string.loan_handover_title)
        patient.syncs()
    }

    /** It is in its user's hands. */
    fun handedOver(): Lent = taken().apply { handOver() }

    /** Its order was read, and runs. */
    fun begins(): Lent = apply {
        patient.run {
            ask { it.decideOrder(me.person, OrderDecision.Seen) }
            ask { it.decideOrder(me.person, OrderDecision.Begin) }
            passes(10)
        }
    }

    fun handOver() {
        robot.sees("$CHARGE %").tap(R.string.loan_charger).tap(R.string.loan_handover).sees(R.string.quarantine_title)
        patient.syncs()
    }

    /** Wiped, with the code of that on the screen. */
    fun wiped() {
        robot.go(Screen.LOAN_RETURN, "").tap(R.string.loan_return_now).sees(R.string.loan_return_ask).tap(R.string.loan_return)
        robot.sees(R.string.loan_wiped_title)
    }

    /** The process is another. */
    fun dies() {
        robot.scenario.close()
        robot.app.die()
        robot.open()
    }

    companion object {
        const val NUMBER = "L-0042"
        const val CHARGE = 87

        /** Pastes the text of a form's code, and takes it. */
        fun AppRobot.pastes(code: String): AppRobot = type(R.string.loan_code, code).tap(R.string.loan_take).settle()
    }
}

/** What its setting up has brought, and how often it was made as it came from the factory. */
class LentPhone(override var invitation: String? = null) : OwnedPhone {
    var resets = 0
        private set

    override fun forgetInvitation() {
        invitation = null
    }

    override fun reset() {
        resets++
    }
}
