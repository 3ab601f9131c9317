package doorstep.app.screens.loan

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.LoanView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Strong
import doorstep.app.parts.Toggle
import doorstep.app.parts.Warning
import doorstep.app.parts.filled
import doorstep.app.parts.ofPhone

/** A lent phone in nobody's hands yet: how it is, what came with it, and that it changes hands now. */
@Composable
fun HandoverScreen(screen: ScreenContext, loan: LoanView) {
    var charger by rememberSaveable { mutableStateOf(false) }
    var case by rememberSaveable { mutableStateOf(false) }
    val battery = ofPhone { charge }
    val parts = listOfNotNull(
        stringResource(R.string.loan_charger).takeIf { charger },
        stringResource(R.string.loan_case).takeIf { case },
    )
    val runner = screen.runner
    Page(screen, stringResource(R.string.loan_handover_title), { LoanActions(screen) }) {
        BlockOverlays()
        screen.snapshot.warnings.forEach { Warning(it.text) }
        Text(stringResource(R.string.loan_handover_text))
        Number(loan)
        Card { Strong(filled(R.string.loan_battery, battery)) }
        Section(stringResource(R.string.loan_parts)) {
            Toggle(stringResource(R.string.loan_charger), charger) { charger = it }
            Toggle(stringResource(R.string.loan_case), case) { case = it }
        }
        PrimaryButton(stringResource(R.string.loan_handover), runner.busy) {
            runner.act({ it.handOverLoan(battery, parts) }) { runner.say(it.why()) }
        }
        screen.me.quarantine?.let { ToQuarantine(screen, it) }
        GiveBack(loan)
        SecondaryButton(stringResource(R.string.loan_return)) { screen.nav.go(Screen.LOAN_RETURN) }
        Call(loan)
    }
}
