package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.ErrorCode
import doorstep.OnPaper
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.QrView
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.print
import doorstep.app.sendAsMessage
import kotlinx.coroutines.launch

/** A pass that goes without the phone. */
@Composable
fun PaperScreen(screen: ScreenContext, id: String) = Page(screen, stringResource(R.string.paper_title)) {
    var paper by remember(id) { mutableStateOf<OnPaper?>(null) }
    var tries by remember { mutableIntStateOf(0) }
    var busy by remember { mutableStateOf(true) }
    LaunchedEffect(id, tries) {
        busy = true
        paper = screen.runner.quietly { it.paper(screen.me.person, id) }
        busy = false
    }
    val context = LocalContext.current
    val scope = rememberCoroutineScope()
    when (val found = paper) {
        null -> {
            PrimaryButton(stringResource(R.string.retry), busy) { tries++ }
            if (screen.runner.trouble?.code == ErrorCode.HOLDER_MARK_MISSING) {
                SecondaryButton(stringResource(R.string.passes_details)) { screen.nav.go(Route.Screen.DETAILS) }
            }
        }

        else -> {
            QrView(found.qr, stringResource(R.string.pass_qr))
            Text(found.pass.label)
            Text(found.pass.text.text)
            found.typedCode?.let { Typed(it) }
            Small(stringResource(R.string.paper_text))
            PrimaryButton(stringResource(R.string.paper_print)) { scope.launch { print(context, found) } }
            SecondaryButton(stringResource(R.string.paper_send)) { sendAsMessage(context, found) }
        }
    }
}
