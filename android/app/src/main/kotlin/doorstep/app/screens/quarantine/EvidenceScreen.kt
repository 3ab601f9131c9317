package doorstep.app.screens.quarantine

import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts.CreateDocument
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.EvidenceScope
import doorstep.QuarantineView
import doorstep.app.EvidenceFile
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Choice
import doorstep.app.parts.Choices
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Toggle
import doorstep.app.share

/** The quarantine as one file that proves itself: what of it, and where it goes. */
@Composable
fun EvidenceScreen(screen: ScreenContext) {
    val context = LocalContext.current
    val runner = screen.runner
    val person = screen.me.person
    val quarantine = screen.me.quarantine ?: return
    val photos = quarantine.keepsPhotos
    var scope by rememberSaveable { mutableStateOf(EvidenceScope.REDACTED) }
    var saved by rememberSaveable { mutableStateOf<Boolean?>(null) }
    val create = rememberLauncherForActivityResult(CreateDocument(EvidenceFile.TYPE)) { place ->
        runner.systemAsked(place != null)
        if (place != null) runner.act({ EvidenceFile.save(context, it.evidence(person, scope, photos).file, place) }) { saved = it }
    }
    Page(screen, stringResource(R.string.evidence_title), news = runner.trouble ?: saved) {
        BlockScreenshots()
        saved?.let { Noted(stringResource(if (it) R.string.evidence_saved else R.string.evidence_not_saved)) }
        Text(stringResource(R.string.evidence_text))
        Choices { EvidenceScope.entries.forEach { Scope(it, it == scope) { scope = it } } }
        KeptPhotos(quarantine) { keeps -> runner.act({ it.keepPhotos(person, keeps) }) }
        val name = stringResource(R.string.evidence_file) + EvidenceFile.ENDING
        PrimaryButton(stringResource(R.string.evidence_save), runner.busy) {
            saved = null
            create.launch(name)
            runner.asksSystem = true
        }
        SecondaryButton(stringResource(R.string.evidence_share), !runner.busy) {
            runner.act({ EvidenceFile(name, it.evidence(person, scope, photos).file) }) { share(context, it) }
        }
    }
}

@Composable
private fun Scope(scope: EvidenceScope, chosen: Boolean, choose: () -> Unit) {
    val (what, why) = when (scope) {
        EvidenceScope.REDACTED -> R.string.evidence_redacted to R.string.evidence_redacted_why
        EvidenceScope.WHOLE -> R.string.evidence_whole to R.string.evidence_whole_why
    }
    Choice(chosen, choose) {
        Strong(stringResource(what))
        Small(stringResource(why))
    }
}

/** What is kept is in the file. */
@Composable
private fun KeptPhotos(quarantine: QuarantineView, keep: (Boolean) -> Unit) {
    if (!quarantine.order.photo && !quarantine.keepsPhotos) return
    Toggle(stringResource(R.string.evidence_photos), quarantine.keepsPhotos, keep)
    Small(stringResource(R.string.evidence_photos_why))
}
