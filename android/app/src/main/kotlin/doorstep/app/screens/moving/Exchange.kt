package doorstep.app.screens.moving

import androidx.annotation.StringRes
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextDirection
import doorstep.MoveSide
import doorstep.MoveView
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.FullBrightness
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.QrView
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.WordsInput
import doorstep.app.parts.copy
import doorstep.app.screens.Scan
import doorstep.qrCode

/** Whether this phone shows what it has, or takes the other's code, and how. */
enum class Turn { SHOWS, SCANS, PASTES }

/** Takes the other phone's code: by the camera, or as a text that came another way. `own` names what this phone shows meanwhile. */
@Composable
fun OtherCode(
    screen: ScreenContext,
    side: MoveSide,
    turn: Turn,
    @StringRes own: Int?,
    tell: (MoveView) -> Unit,
    to: (Turn) -> Unit,
) {
    val (runner, person) = screen.runner to screen.me.person
    val take = { text: String ->
        runner.act({ if (side == MoveSide.OLD) it.answerMove(person, text) else it.takeMove(person, text) }) {
            tell(it)
            to(Turn.SHOWS)
        }
    }
    if (turn == Turn.SCANS) {
        Scan(screen.camera, R.string.move_camera_why, R.string.move_point) {
            to(Turn.SHOWS)
            take(it)
        }
        SecondaryButton(stringResource(R.string.move_type)) { to(Turn.PASTES) }
    } else {
        var text by rememberSaveable { mutableStateOf("") }
        WordsInput(stringResource(R.string.move_text), text, stringResource(R.string.move_text_which)) { text = it }
        PrimaryButton(stringResource(R.string.move_text_take), runner.busy, text.isNotBlank()) { take(text) }
        SecondaryButton(stringResource(R.string.move_scan)) { to(Turn.SCANS) }
    }
    own?.let { SecondaryButton(stringResource(it)) { to(Turn.SHOWS) } }
}

/** What the other phone scans, or is told as a text by whoever cannot. */
@Composable
fun OwnCode(code: String) {
    val context = LocalContext.current
    FullBrightness()
    remember(code) { qrCode(code) }?.let { QrView(it, stringResource(R.string.move_code)) }
    SecondaryButton(stringResource(R.string.move_copy)) { copy(context, code) }
}

/** In groups of three, as they are read out; said one by one. */
@Composable
fun Digits(digits: String) = Section(stringResource(R.string.move_digits)) {
    val style = MaterialTheme.typography.displayMedium.copy(fontWeight = FontWeight.Bold, textDirection = TextDirection.Ltr)
    val spoken = Modifier.testTag("digits").semantics { contentDescription = digits.toList().joinToString(" ") }
    Text(digits.chunked(3).joinToString(" "), spoken, style = style)
}
