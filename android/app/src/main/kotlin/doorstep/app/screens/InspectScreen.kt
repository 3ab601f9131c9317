package doorstep.app.screens

import android.Manifest
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.Age
import doorstep.Verdict
import doorstep.app.Camera
import doorstep.app.InspectorModel
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.openSettings
import doorstep.app.parts.Answer
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
import doorstep.app.parts.Toggle
import doorstep.app.parts.allowed
import doorstep.sdk.PhoneFacts

/** The inspector's mode: the next code without a touch, the answer above all else, counts, and nobody's pass. */
@Composable
fun InspectScreen(screen: ScreenContext) {
    val inspector = screen.runner.inspector
    val news = screen.runner.trouble ?: inspector.challenge ?: inspector.receipt ?: inspector.answer
    Page(screen, stringResource(R.string.inspect_title), news = news, titlePlacement = TitlePlacement.IN_BAR) {
        BlockScreenshots()
        KeepScreenOn()
        inspector.challenge?.let { Asked(it) }
        inspector.receipt?.let { Receipt(it) }
        inspector.answer?.let { Answer(it) }
        CameraSession(inspector, screen.camera)
        SecondaryButton(stringResource(R.string.inspect_challenge)) { inspector.ask() }
        // What is no pass is no answer about anybody.
        val answered = inspector.answer?.found?.verdict
        if (answered != null && answered != Verdict.UNREADABLE) {
            SecondaryButton(stringResource(R.string.inspect_receipt)) { inspector.writeReceipt() }
        }
        Typed(inspector)
        Counts(inspector)
        Card {
            Small(stringResource(lists(screen.snapshot.lists.age)))
            SecondaryButton(stringResource(R.string.inspect_refresh), !inspector.busy) { inspector.refresh() }
        }
        Toggle(stringResource(R.string.inspect_signal), inspector.feedback.isOn, inspector.feedback::choose)
    }
}

/** The camera, or the way to it. */
@Composable
private fun CameraSession(inspector: InspectorModel, camera: Camera) {
    if (!allowed(PhoneFacts::camera)) {
        Card {
            Small(stringResource(R.string.inspect_camera_why))
            PermissionButton(Manifest.permission.CAMERA, R.string.inspect_camera, ::openSettings) { words, ask ->
                PrimaryButton(words, act = ask)
            }
        }
        return
    }
    val scanner = inspector.scanner
    if (scanner.unavailable) return Blind(scanner)
    if (inspector.answer == null) Small(stringResource(R.string.inspect_point))
    Preview(scanner::close) { inspector.look(camera, it) }
    if (allowed(PhoneFacts::light)) Toggle(stringResource(R.string.inspect_light), scanner.lit, scanner::light)
}

private fun lists(age: Age) = when (age) {
    Age.CURRENT -> R.string.inspect_lists_current
    Age.OLD -> R.string.inspect_lists_old
    Age.VERY_OLD -> R.string.inspect_lists_very_old
    Age.UNKNOWN -> R.string.inspect_lists_unknown
}
