package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.ErrorKind
import doorstep.PassRequestResult
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** One purpose: what to know, and the tap. */
@Composable
fun AskScreen(screen: ScreenContext, key: String) {
    val purpose = screen.me.purposes.firstOrNull { it.key == key }
    Page(screen, purpose?.label ?: stringResource(R.string.purposes_title)) {
        if (purpose != null) {
            Card {
                Strong(length(purpose.minutes.toInt()))
                Small(stringResource(R.string.ask_begins))
                purpose.note?.let { Small(it.text) }
            }
        }
        val send = {
            screen.runner.act({ it.requestPass(screen.me.person, key) }) { asked ->
                screen.nav.home()
                if (asked is PassRequestResult.Pass) screen.nav.go(Route.Screen.PASS, asked.pass.id)
            }
        }
        // Who was told no is not invited to hear it again.
        val isRefused = screen.runner.trouble?.kind in listOf(ErrorKind.REFUSED, ErrorKind.WAIT)
        if (isRefused) {
            SecondaryButton(stringResource(R.string.retry), act = send)
        } else {
            PrimaryButton(stringResource(R.string.ask_send), screen.runner.busy, send)
        }
    }
}
