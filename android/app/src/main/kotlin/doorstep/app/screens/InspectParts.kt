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
import doorstep.InspectionSlip
import doorstep.OpenChallenge
import doorstep.app.Bench
import doorstep.app.R
import doorstep.app.parts.Card
import doorstep.app.parts.Line
import doorstep.app.parts.Other
import doorstep.app.parts.Part
import doorstep.app.parts.QrView
import doorstep.app.parts.Small

/** The ways to typed codes, number checks and receipts. */
@Composable
fun Tools(bench: Bench) {
    var typed by rememberSaveable { mutableStateOf("") }
    Part(stringResource(R.string.inspect_type)) {
        Line(stringResource(R.string.inspect_typed), typed) { typed = it }
        Other(stringResource(R.string.inspect_look), typed.isNotBlank() && !bench.busy) { bench.type(typed) }
    }
    Other(stringResource(R.string.inspect_challenge)) { bench.ask() }
    if (bench.answer != null) Other(stringResource(R.string.inspect_receipt)) { bench.writeReceipt() }
}

/** The number that is asked for. */
@Composable
fun Asked(challenge: OpenChallenge) = Card {
    Text(challenge.digits.chunked(4).joinToString(" "), Modifier.testTag("digits"), style = MaterialTheme.typography.displaySmall)
    Small(stringResource(R.string.inspect_challenge_text))
    QrView(challenge.qrSize, challenge.qrModules, stringResource(R.string.inspect_challenge))
}

/** What the person may keep of the last answer. */
@Composable
fun Receipt(slip: InspectionSlip) = Card {
    Small(slip.said.text)
    QrView(slip.qrSize, slip.qrModules, stringResource(R.string.inspect_receipt))
    Small(stringResource(R.string.inspect_receipt_why))
}

/** How often each result was answered. */
@Composable
fun Counts(bench: Bench) = Part(stringResource(R.string.inspect_counts)) {
    bench.counts.forEach { Small("${it.text.text}: ${it.n}") }
    Other(stringResource(R.string.inspect_again)) { bench.begin() }
}
