package doorstep.app.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonColors
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import doorstep.app.R

/** The one thing to do here. */
@Composable
fun PrimaryButton(text: String, busy: Boolean = false, act: () -> Unit) = PrimaryButton(text, busy, true, act)

/** The same where something must be typed first. */
@Composable
fun PrimaryButton(text: String, busy: Boolean, enabled: Boolean, act: () -> Unit) =
    Filled(text, LocalPalette.current.accent, busy, enabled, act)

/** What cannot be taken back. */
@Composable
fun DestructiveButton(text: String, busy: Boolean = false, act: () -> Unit) =
    Filled(text, LocalPalette.current.strong(Tone.STOPS), busy, true, act)

/** Something else to do here. */
@Composable
fun SecondaryButton(text: String, enabled: Boolean = true, act: () -> Unit) {
    val palette = LocalPalette.current
    val colors = ButtonDefaults.outlinedButtonColors(contentColor = palette.accent.back, disabledContentColor = palette.faint.ink)
    val border = BorderStroke(1.5.dp, if (enabled) palette.accent.back else palette.line)
    OutlinedButton(act, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled, colors = colors, border = border) { Label(text) }
}

@Composable
private fun Filled(text: String, pair: Pair, busy: Boolean, enabled: Boolean, act: () -> Unit) {
    val palette = LocalPalette.current
    val colors = ButtonColors(pair.back, pair.ink, palette.faint.back, palette.faint.ink)
    val isFaint = busy || !enabled
    val border = if (isFaint) BorderStroke(1.5.dp, palette.line) else null
    Button(act, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = !isFaint, colors = colors, border = border) {
        Label(if (busy) stringResource(R.string.busy) else text)
    }
}

@Composable
private fun Label(text: String) = Text(text, textAlign = TextAlign.Center)
