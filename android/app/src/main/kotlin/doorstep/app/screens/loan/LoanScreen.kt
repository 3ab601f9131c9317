package doorstep.app.screens.loan

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.LoanState
import doorstep.LoanView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Warning

/** A lent phone: which one, until when, how it goes back, and whom to call. */
@Composable
fun LoanScreen(screen: ScreenContext, loan: LoanView) = Page(screen, stringResource(R.string.loan_title), { LoanActions(screen) }) {
    (screen.snapshot.warnings + screen.me.warnings).forEach { Warning(it.text) }
    Number(loan)
    // Whose quarantine speaks comes from it, and back with the arrow.
    if (screen.nav.here == null) screen.me.quarantine?.let { ToQuarantine(screen, it) }
    GiveBack(loan)
    val words = stringResource(R.string.loan_return)
    val go = { screen.nav.go(Screen.LOAN_RETURN) }
    if (loan.state == LoanState.RETURNING) PrimaryButton(words, act = go) else SecondaryButton(words, act = go)
    Call(loan)
}
