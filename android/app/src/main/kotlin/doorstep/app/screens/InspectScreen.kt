package doorstep.app.screens

import android.Manifest
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.Age
import doorstep.Verdict
import doorstep.app.Bench
import doorstep.app.Camera
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.openSettings
import doorstep.app.parts.Answer
import doorstep.app.parts.Ask
import doorstep.app.parts.Awake
import doorstep.app.parts.Card
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Preview
import doorstep.app.parts.Small
import doorstep.app.parts.Titled
import doorstep.app.parts.allowed
import doorstep.sdk.Facts

/** The inspector's mode: the next code without a touch, the answer above all else, counts, and nobody's pass. */
@Composable
fun InspectScreen(scene: Scene) {
    val bench = scene.desk.bench
    val news = scene.desk.trouble ?: bench.challenge ?: bench.receipt ?: bench.answer
    Page(scene, stringResource(R.string.inspect_title), news = news, titled = Titled.IN_BAR) {
        InNoPicture()
        Awake()
        bench.challenge?.let { Asked(it) }
        bench.receipt?.let { Receipt(it) }
        bench.answer?.let { Answer(it) }
        Eye(bench, scene.camera)
        Other(stringResource(R.string.inspect_challenge)) { bench.ask() }
        // What is no pass is no answer about anybody.
        val answered = bench.answer?.found?.verdict
        if (answered != null && answered != Verdict.UNREADABLE) Other(stringResource(R.string.inspect_receipt)) { bench.writeReceipt() }
        Typed(bench)
        Counts(bench)
        Card {
            Small(stringResource(lists(scene.snapshot.lists.age)))
            Other(stringResource(R.string.inspect_refresh), !bench.busy) { bench.refresh() }
        }
        Toggle(stringResource(R.string.inspect_signal), bench.signal.isOn, bench.signal::choose)
    }
}

/** The camera, or the way to it. */
@Composable
private fun Eye(bench: Bench, camera: Camera) {
    if (!allowed(Facts::camera)) {
        Card {
            Small(stringResource(R.string.inspect_camera_why))
            Ask(Manifest.permission.CAMERA, R.string.inspect_camera, ::openSettings) { words, ask -> Main(words, act = ask) }
        }
        return
    }
    val sight = bench.sight
    if (sight.blind) return Blind(sight)
    if (bench.answer == null) Small(stringResource(R.string.inspect_point))
    Preview(sight::close) { bench.look(camera, it) }
    if (allowed(Facts::light)) Toggle(stringResource(R.string.inspect_light), sight.lit, sight::light)
}

private fun lists(age: Age) = when (age) {
    Age.CURRENT -> R.string.inspect_lists_current
    Age.OLD -> R.string.inspect_lists_old
    Age.VERY_OLD -> R.string.inspect_lists_very_old
    Age.UNKNOWN -> R.string.inspect_lists_unknown
}
