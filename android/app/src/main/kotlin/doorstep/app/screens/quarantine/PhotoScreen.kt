package doorstep.app.screens.quarantine

import android.Manifest
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.CheckOutcome
import doorstep.PhotoFor
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.openSettings
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.KeepScreenOn
import doorstep.app.parts.Page
import doorstep.app.parts.PermissionButton
import doorstep.app.parts.Preview
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.TitlePlacement
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.sdk.PhoneFacts

/** What [PhotoScreen] takes a photo for when it is no question. */
const val REFERENCE = "reference"

/** A photo for a question, or to compare others with: the front camera with hints, what could be better about what was taken, and the way it goes. */
@Composable
fun PhotoScreen(screen: ScreenContext, id: String) {
    val scope = rememberCoroutineScope()
    val isReference = id == REFERENCE
    val wanted = if (isReference) PhotoFor.Reference else PhotoFor.Check(id)
    val photo = remember(id) { PhotoSession(screen.runner, scope, screen.me.person, wanted) }
    val check = screen.check(id)
    val isWanted = if (isReference) screen.me.quarantine?.referencePhoto != null else check?.outcome == CheckOutcome.ASKING
    // What came of a question that a PIN hides is seen by nobody.
    val isSent = isReference || (check == null && photo.attempt?.photo != null)
    val news = screen.runner.trouble ?: photo.attempt ?: check?.outcome
    Page(screen, stringResource(R.string.photo_title), news = news, titlePlacement = TitlePlacement.SILENT) {
        BlockScreenshots()
        KeepScreenOn()
        when {
            !isWanted && isSent -> {
                Spoken(stringResource(R.string.photo_reference), "verdict")
                PrimaryButton(stringResource(R.string.quarantine_home)) { screen.nav.home() }
            }

            !isWanted -> {
                Stands(screen, check)
                Over(screen, check)
            }

            photo.jpeg != null -> {
                Taken(screen, photo)
            }

            else -> {
                Taking(screen, photo)
                if (!isReference) SecondaryButton(stringResource(R.string.check_cannot)) { screen.nav.go(Screen.CANNOT, id) }
            }
        }
    }
}

@Composable
private fun Taking(screen: ScreenContext, photo: PhotoSession) {
    if (!allowed(PhoneFacts::camera)) {
        Card {
            Small(stringResource(R.string.photo_camera_why))
            Spacer(Modifier.height(8.dp))
            val camera = listOf(Manifest.permission.CAMERA)
            PermissionButton(camera, R.string.inspect_camera, ::openSettings, screen.runner::wake) { words, ask ->
                PrimaryButton(words, act = ask)
            }
        }
        return
    }
    if (photo.unavailable) {
        Warning(stringResource(R.string.photo_camera_failed))
        PrimaryButton(stringResource(R.string.retry)) { photo.again() }
        return
    }
    Preview(photo::close) { photo.look(screen.faceCamera, it) }
    Spoken(photo.hint ?: stringResource(R.string.photo_look), "hint")
    PrimaryButton(stringResource(R.string.photo_take), photo.isTaking || screen.runner.busy) { photo.take() }
}

/** What could be better about the photo, and what becomes of it. */
@Composable
private fun Taken(screen: ScreenContext, photo: PhotoSession) {
    val attempt = photo.attempt
    attempt?.text?.forEachIndexed { at, line -> if (at == 0) Spoken(line.text, "verdict") else Small(line.text) }
    val busy = screen.runner.busy
    val again = stringResource(R.string.photo_again)
    when {
        // Not looked at yet, or it could not be.
        attempt == null -> {
            PrimaryButton(again, busy) { photo.again() }
        }

        attempt.hints.isEmpty() -> {
            PrimaryButton(stringResource(R.string.photo_send), busy) { photo.send() }
            SecondaryButton(again, !busy) { photo.again() }
        }

        else -> {
            PrimaryButton(again, busy) { photo.again() }
            if (attempt.maySendAnyway) SecondaryButton(stringResource(R.string.photo_anyway), !busy) { photo.sendAnyway() }
        }
    }
}

@Composable
private fun Spoken(text: String, tag: String) =
    Text(text, Modifier.testTag(tag).semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.titleLarge)
