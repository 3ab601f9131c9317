package doorstep.app.screens.loan

import androidx.compose.runtime.Composable
import doorstep.LoanState
import doorstep.LoanView
import doorstep.app.Route
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.screens.quarantine.QuarantineScreen
import doorstep.app.screens.quarantine.isFirst

/** Those that a phone has only while it is lent. */
val LOAN_SCREENS = setOf(Screen.LOAN, Screen.LOAN_RETURN, Screen.SETTINGS)

/** The screen of where somebody is on a lent phone. */
@Composable
fun LoanScreens(screen: ScreenContext, loan: LoanView, here: Route) = when (here.screen) {
    Screen.LOAN -> LoanScreen(screen, loan)
    Screen.LOAN_RETURN -> LoanReturnScreen(screen)
    Screen.SETTINGS -> LoanSettingsScreen(screen)
    else -> error("${here.screen} is no lent phone's")
}

/** The first screen of a lent phone: its handover, the quarantine while it speaks, the phone itself, and at the end its code. */
@Composable
fun LoanFirst(screen: ScreenContext, loan: LoanView) = when (loan.state) {
    LoanState.TAKEN -> HandoverScreen(screen, loan)
    LoanState.RUNNING -> screen.me.quarantine?.takeIf(::isFirst)?.let { QuarantineScreen(screen, it) } ?: LoanScreen(screen, loan)
    LoanState.RETURNING -> LoanScreen(screen, loan)
    LoanState.WIPED -> WipedScreen(screen, loan)
}
