package doorstep.app.screens

import android.Manifest
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts.RequestPermission
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Age
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Answer
import doorstep.app.parts.Card
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Warning
import doorstep.sdk.Facts

/** The inspector's mode: the next code without a touch, counts, and nobody's pass. */
@Composable
fun InspectScreen(scene: Scene) {
    val bench = remember { Bench(scene.desk, scene.camera) }
    LaunchedEffect(Unit) { bench.begin() }
    Page(scene, stringResource(R.string.inspect_title)) {
        InNoPicture()
        Eye(bench)
        bench.answer?.let { Answer(it) } ?: Small(stringResource(R.string.inspect_point))
        Tools(bench)
        Card {
            Small(stringResource(lists(scene.snapshot.lists.age)))
            Other(stringResource(R.string.inspect_refresh), !scene.desk.busy) { bench.refresh() }
        }
        Counts(bench)
    }
}

/** The camera, or the way to it. */
@Composable
private fun Eye(bench: Bench) {
    val context = LocalContext.current
    var allowed by remember { mutableStateOf(Facts(context).camera) }
    val ask = rememberLauncherForActivityResult(RequestPermission()) { allowed = it }
    if (!allowed) {
        Card {
            Small(stringResource(R.string.inspect_camera_why))
            Main(stringResource(R.string.inspect_camera)) { ask.launch(Manifest.permission.CAMERA) }
        }
        return
    }
    if (bench.blind) Warning(stringResource(R.string.inspect_camera_failed))
    Preview(bench)
    DisposableEffect(bench) { onDispose(bench::close) }
}

private fun lists(age: Age) = when (age) {
    Age.CURRENT -> R.string.inspect_lists_current
    Age.OLD -> R.string.inspect_lists_old
    Age.VERY_OLD -> R.string.inspect_lists_very_old
    Age.UNKNOWN -> R.string.inspect_lists_unknown
}
