package doorstep.app.screens.loan

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton

/** A lent phone goes back: what becomes of what it knows, and that only after it was said twice. */
@Composable
fun LoanReturnScreen(screen: ScreenContext) {
    var asks by rememberSaveable { mutableStateOf(false) }
    Page(screen, stringResource(R.string.loan_return)) {
        BlockOverlays()
        Text(stringResource(R.string.loan_return_sent))
        Text(stringResource(R.string.loan_return_gone))
        Text(stringResource(R.string.loan_return_code))
        if (screen.me.quarantine != null) Text(stringResource(R.string.erase_order))
        ToEvidence(screen)
        SecondaryButton(stringResource(R.string.loan_not_yet)) { screen.nav.back() }
        DestructiveButton(stringResource(R.string.loan_return_now), screen.runner.busy) { asks = true }
    }
    if (!asks) return
    ConfirmDialog(R.string.loan_return_ask, R.string.loan_not_yet, R.string.loan_return, close = { asks = false }) {
        screen.runner.act({ it.returnLoan() }) {
            screen.runner.forgetTyped()
            screen.nav.home()
        }
    }
}
