package doorstep.app.screens

import android.Manifest
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.Age
import doorstep.app.Bench
import doorstep.app.Camera
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Answer
import doorstep.app.parts.Awake
import doorstep.app.parts.Card
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Preview
import doorstep.app.parts.Small
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.app.parts.asking
import doorstep.sdk.Facts

/** The inspector's mode: the next code without a touch, counts, and nobody's pass. */
@Composable
fun InspectScreen(scene: Scene) {
    val bench = scene.desk.bench
    val news = scene.desk.trouble ?: bench.challenge ?: bench.receipt
    Page(scene, stringResource(R.string.inspect_title), news = news) {
        InNoPicture()
        Awake()
        Eye(bench, scene.camera)
        bench.challenge?.let { Asked(it) }
        bench.receipt?.let { Receipt(it) }
        bench.answer?.let { Answer(it) } ?: Small(stringResource(R.string.inspect_point))
        Tools(bench)
        Card {
            Small(stringResource(lists(scene.snapshot.lists.age)))
            Other(stringResource(R.string.inspect_refresh), !bench.busy) { bench.refresh() }
        }
        Counts(bench)
    }
}

/** The camera, or the way to it. */
@Composable
private fun Eye(bench: Bench, camera: Camera) {
    val ask = asking(Manifest.permission.CAMERA)
    if (!allowed(Facts::camera)) {
        Card {
            Small(stringResource(R.string.inspect_camera_why))
            Main(stringResource(R.string.inspect_camera), act = ask)
        }
        return
    }
    var tries by remember { mutableIntStateOf(0) }
    if (bench.blind) {
        Warning(stringResource(R.string.inspect_camera_failed))
        Other(stringResource(R.string.retry)) { tries++ }
    }
    Preview(tries, bench::close) { bench.look(camera, it) }
}

private fun lists(age: Age) = when (age) {
    Age.CURRENT -> R.string.inspect_lists_current
    Age.OLD -> R.string.inspect_lists_old
    Age.VERY_OLD -> R.string.inspect_lists_very_old
    Age.UNKNOWN -> R.string.inspect_lists_unknown
}
