package doorstep.app.screens

import android.Manifest
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
import doorstep.app.Sight
import doorstep.app.openSettings
import doorstep.app.parts.Ask
import doorstep.app.parts.Card
import doorstep.app.parts.Line
import doorstep.app.parts.Other
import doorstep.app.parts.Preview
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Typing
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.sdk.Facts

/** The inspector's number, scanned from their screen or typed. */
@Composable
fun NumberCheck(camera: Camera, ask: (String) -> Unit) = Card {
    var digits by rememberSaveable { mutableStateOf("") }
    var scans by rememberSaveable { mutableStateOf(false) }
    Strong(stringResource(R.string.pass_check))
    Small(stringResource(R.string.pass_check_why))
    if (scans) {
        Scan(camera, ask)
        Other(stringResource(R.string.pass_check_type)) { scans = false }
    } else {
        Other(stringResource(R.string.pass_check_scan)) { scans = true }
        val show = { if (digits.isNotBlank()) ask(digits) }
        Line(stringResource(R.string.pass_check_digits), digits, Typing.DIGITS, done = show) { digits = it }
        Other(stringResource(R.string.pass_check_show), digits.isNotBlank(), show)
    }
}

/** The camera, asked for where it is needed. */
@Composable
private fun Scan(camera: Camera, found: (String) -> Unit) {
    if (!allowed(Facts::camera)) {
        Small(stringResource(R.string.pass_check_camera_why))
        Ask(Manifest.permission.CAMERA, R.string.inspect_camera, ::openSettings) { words, ask -> Other(words, act = ask) }
        return
    }
    val scope = rememberCoroutineScope()
    val sight = remember { Sight(scope) }
    if (sight.blind) return Blind(sight)
    Small(stringResource(R.string.pass_check_point))
    Preview(sight::close) { sight.look(camera, it) { texts -> found(texts.first()) } }
}

/** Somebody else has the camera, or there is none. */
@Composable
fun Blind(sight: Sight) {
    Warning(stringResource(R.string.inspect_camera_failed))
    Other(stringResource(R.string.retry)) { sight.again() }
}
