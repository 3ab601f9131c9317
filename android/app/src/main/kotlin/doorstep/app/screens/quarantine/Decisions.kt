package doorstep.app.screens.quarantine

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.OrderDecision
import doorstep.OrderState
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.InputKind
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.TextInput

/** What a person does about an order: seen, begun, not theirs, or ended by a code. */
@Composable
fun Decisions(screen: ScreenContext, quarantine: QuarantineView) {
    val runner = screen.runner
    val order = quarantine.order
    val isNew = order.seenVersion == null
    if (order.seenVersion != order.version) {
        PrimaryButton(stringResource(R.string.order_seen), runner.busy) {
            decide(screen, OrderDecision.Seen) {
                screen.nav.home()
                // What it is agreed to with stands behind the first version.
                if (isNew) screen.nav.go(Screen.PATIENT_CONSENT)
            }
        }
    } else if (order.state == OrderState.ANNOUNCED && !order.begun) {
        SecondaryButton(stringResource(R.string.order_begin), !runner.busy) { decide(screen, OrderDecision.Begin) { screen.nav.home() } }
    }
    Release(screen)
    NotMine(screen)
}

@Composable
private fun Release(screen: ScreenContext) = Section(stringResource(R.string.order_release)) {
    var code by rememberSaveable { mutableStateOf("") }
    val send = { if (code.isNotBlank()) decide(screen, OrderDecision.Release(code)) { screen.nav.home() } }
    Small(stringResource(R.string.order_release_why))
    TextInput(stringResource(R.string.order_release_code), code, InputKind.SIGNS, done = send) { code = it }
    SecondaryButton(stringResource(R.string.order_release_send), code.isNotBlank() && !screen.runner.busy, send)
}

@Composable
private fun NotMine(screen: ScreenContext) {
    var asks by rememberSaveable { mutableStateOf(false) }
    val words = stringResource(R.string.order_not_mine)
    SecondaryButton(words, !screen.runner.busy) { asks = true }
    if (!asks) return
    ConfirmDialog(
        R.string.order_not_mine_ask,
        R.string.order_keep,
        R.string.order_not_mine,
        R.string.order_not_mine_why,
        close = { asks = false },
    ) { decide(screen, OrderDecision.NotMine) { screen.nav.home() } }
}

private fun decide(screen: ScreenContext, decision: OrderDecision, then: () -> Unit) =
    screen.runner.act({ it.decideOrder(screen.me.person, decision) }) { then() }
