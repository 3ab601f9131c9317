package doorstep.app.screens.loan

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.LoanView
import doorstep.app.OwnedPhone
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.FullBrightness
import doorstep.app.parts.Page
import doorstep.app.parts.QrView
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.qrCode

/** A phone that knows nothing any more, and the code that proves it to whoever takes it back. */
@Composable
fun WipedScreen(screen: ScreenContext, loan: LoanView) = Page(screen, stringResource(R.string.loan_wiped_title)) {
    FullBrightness()
    loan.giveBack.forEach { Text(it.text) }
    val code = remember(loan.certificate) { loan.certificate?.let(::qrCode) }
    code?.let { QrView(it, stringResource(R.string.loan_wiped_qr)) }
    val owned = ownedPhone()
    if (owned == null) {
        SecondaryButton(stringResource(R.string.loan_anew)) { screen.nav.go(Screen.WELCOME) }
    } else {
        Reset(owned)
    }
    Small(loan.emergencyText.text)
}

/** For whoever takes it back, once they have scanned the code, which goes with everything else. */
@Composable
private fun Reset(owned: OwnedPhone) {
    var asks by rememberSaveable { mutableStateOf(false) }
    Small(stringResource(R.string.loan_reset_why))
    DestructiveButton(stringResource(R.string.loan_reset)) { asks = true }
    if (!asks) return
    ConfirmDialog(R.string.loan_reset_ask, R.string.loan_not_yet, R.string.loan_reset, close = { asks = false }, act = owned::reset)
}
