package doorstep.app.screens

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.font.FontWeight
import doorstep.InspectionSlip
import doorstep.OpenChallenge
import doorstep.app.InspectorModel
import doorstep.app.R
import doorstep.app.parts.InputKind
import doorstep.app.parts.QrView
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.TextInput

/** The way to typed codes. */
@Composable
fun Typed(inspector: InspectorModel) = Section(stringResource(R.string.inspect_type)) {
    var typed by rememberSaveable { mutableStateOf("") }
    val look = { if (typed.isNotBlank()) inspector.type(typed) }
    TextInput(stringResource(R.string.inspect_typed), typed, InputKind.SIGNS, done = look) { typed = it }
    SecondaryButton(stringResource(R.string.inspect_look), typed.isNotBlank() && !inspector.busy, look)
}

/** The number that is asked for. */
@Composable
fun Asked(challenge: OpenChallenge) {
    val digits = challenge.digits.chunked(4).joinToString(" ")
    Text(digits, Modifier.testTag("digits"), style = MaterialTheme.typography.displaySmall, fontWeight = FontWeight.Bold)
    Small(stringResource(R.string.inspect_challenge_text))
    QrView(challenge.qr, stringResource(R.string.inspect_challenge))
}

/** What the person may keep of the last answer. */
@Composable
fun Receipt(slip: InspectionSlip) {
    Small(slip.said.text)
    QrView(slip.qr, stringResource(R.string.inspect_receipt))
    Small(stringResource(R.string.inspect_receipt_why))
}

/** How often each result was answered. */
@Composable
fun Counts(inspector: InspectorModel) {
    if (inspector.counts.isEmpty()) return
    Section(stringResource(R.string.inspect_counts)) {
        inspector.counts.forEach { Small("${it.text.text}: ${it.n}") }
        SecondaryButton(stringResource(R.string.inspect_again)) { inspector.begin() }
    }
}
