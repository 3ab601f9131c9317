package doorstep.app.screens

import android.Manifest
import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.Camera
import doorstep.app.R
import doorstep.app.Scanner
import doorstep.app.openSettings
import doorstep.app.parts.Card
import doorstep.app.parts.InputKind
import doorstep.app.parts.PermissionButton
import doorstep.app.parts.Preview
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.TextInput
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.sdk.PhoneFacts

/** The inspector's number, scanned from their screen or typed. */
@Composable
fun NumberCheck(camera: Camera, ask: (String) -> Unit) = Card {
    var digits by rememberSaveable { mutableStateOf("") }
    var scans by rememberSaveable { mutableStateOf(false) }
    Strong(stringResource(R.string.pass_check))
    Small(stringResource(R.string.pass_check_why))
    if (scans) {
        Scan(camera, R.string.pass_check_camera_why, R.string.pass_check_point, ask)
        SecondaryButton(stringResource(R.string.pass_check_type)) { scans = false }
    } else {
        SecondaryButton(stringResource(R.string.pass_check_scan)) { scans = true }
        val show = { if (digits.isNotBlank()) ask(digits) }
        TextInput(stringResource(R.string.pass_check_digits), digits, InputKind.DIGITS, done = show) { digits = it }
        SecondaryButton(stringResource(R.string.pass_check_show), digits.isNotBlank(), show)
    }
}

/** The camera, asked for where it is needed and with what for; what is before it is `found` until nobody looks any more. */
@Composable
fun Scan(
    camera: Camera,
    @StringRes why: Int,
    @StringRes point: Int,
    found: (String) -> Unit,
) {
    if (!allowed(PhoneFacts::camera)) {
        Small(stringResource(why))
        PermissionButton(Manifest.permission.CAMERA, R.string.inspect_camera, ::openSettings) { words, ask ->
            SecondaryButton(words, act = ask)
        }
        return
    }
    val scope = rememberCoroutineScope()
    val scanner = remember { Scanner(scope) }
    if (scanner.unavailable) return Blind(scanner)
    Small(stringResource(point))
    Preview(scanner::close) { scanner.look(camera, it) { texts -> found(texts.first()) } }
}

/** Somebody else has the camera, or there is none. */
@Composable
fun Blind(scanner: Scanner) {
    Warning(stringResource(R.string.inspect_camera_failed))
    SecondaryButton(stringResource(R.string.retry)) { scanner.again() }
}
