package doorstep.app.screens.quarantine

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.CheckAnswer
import doorstep.CheckKind
import doorstep.CheckOutcome
import doorstep.CheckView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton

/** A question: how to answer it while its time runs, and what came of it once it is over, also under somebody's eyes. */
@Composable
fun CheckScreen(screen: ScreenContext, id: String) {
    val check = screen.check(id)
    Page(screen, stringResource(R.string.check_title), news = screen.runner.trouble ?: check?.outcome) {
        Stands(screen, check)
        if (check?.outcome == CheckOutcome.ASKING) Ways(screen, check) else Over(screen, check)
    }
}

/** What is asked, or what came of it, said aloud when it changes. What a PIN hides is there no more once it was answered. */
@Composable
fun Stands(screen: ScreenContext, check: CheckView?) = Text(
    check?.text?.text ?: screen.runner.noted ?: stringResource(R.string.check_gone),
    Modifier.testTag("stands").semantics { liveRegion = LiveRegionMode.Polite },
    style = MaterialTheme.typography.headlineSmall,
)

@Composable
private fun Ways(screen: ScreenContext, check: CheckView) {
    when (check.kind) {
        CheckKind.PLACE -> {
            PrimaryButton(stringResource(R.string.quarantine_here), screen.runner.busy) {
                screen.runner.act({ it.answerCheck(screen.me.person, CheckAnswer.Here, check.id).text.text }, screen.runner::note)
            }
        }

        CheckKind.PHOTO -> {
            PrimaryButton(stringResource(R.string.check_photo)) { screen.nav.go(Screen.PHOTO, check.id) }
        }
    }
    SecondaryButton(stringResource(R.string.check_cannot)) { screen.nav.go(Screen.CANNOT, check.id) }
}

/** What is left to do about a question whose time is over. */
@Composable
fun Over(screen: ScreenContext, check: CheckView?) {
    PrimaryButton(stringResource(R.string.quarantine_home)) { screen.nav.home() }
    // Nothing went by that one could object to.
    if (check?.outcome != CheckOutcome.UNANSWERED) return
    SecondaryButton(stringResource(R.string.check_cannot)) { screen.nav.go(Screen.CANNOT, check.id) }
    SecondaryButton(stringResource(R.string.dispute_title)) { screen.nav.go(Screen.DISPUTE, check.id) }
}
