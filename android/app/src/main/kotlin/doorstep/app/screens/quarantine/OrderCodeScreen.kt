package doorstep.app.screens.quarantine

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.TextInput

/** That an order waits for this number, and not on paper. */
const val WAITS = "waits"

/** Takes an order: the one on a paper by its code, or the one that waits for this number. */
@Composable
fun OrderCodeScreen(screen: ScreenContext, which: String) {
    val waits = screen.me.orderWaits?.takeIf { which == WAITS }
    Page(screen, stringResource(if (which == WAITS) R.string.order_title else R.string.order_code_title)) {
        BlockScreenshots()
        var code by rememberSaveable { mutableStateOf("") }
        var mark by rememberSaveable { mutableStateOf("") }
        val take = {
            val typed = { text: String -> text.ifBlank { null } }
            screen.runner.act({ listOfNotNull(it.claimOrder(screen.me.person, typed(code), typed(mark))) }) { waiting ->
                screen.runner.say(waiting.firstOrNull())
                if (waiting.isEmpty()) {
                    screen.nav.home()
                    screen.nav.go(Screen.ORDER)
                }
            }
        }
        waits?.let { Text(it.text) }
        if (which != WAITS) {
            val where = stringResource(R.string.order_code_example)
            TextInput(stringResource(R.string.order_code), code, InputKind.SIGNS, where) { code = it }
        }
        val whose = stringResource(R.string.order_mark_example)
        TextInput(stringResource(R.string.order_mark), mark, InputKind.SIGNS, whose, take) { mark = it }
        PrimaryButton(stringResource(R.string.order_code_send), screen.runner.busy, take)
    }
}

/** That an order waits, to whoever has none. */
@Composable
fun OrderWaits(screen: ScreenContext) {
    val waits = screen.me.orderWaits ?: return
    Card({ screen.nav.go(Screen.ORDER_CODE, WAITS) }) { Small(waits.text) }
}
