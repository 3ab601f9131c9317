package doorstep.app.screens.quarantine

import androidx.compose.material3.IconButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.CheckOutcome
import doorstep.OrderState
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.EmergencyAction
import doorstep.app.parts.Page
import doorstep.app.parts.Picture
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Warning
import kotlinx.coroutines.delay

/** A patient's day at one glance: what runs, what is asked now, and everything that can be said with a tap. */
@Composable
fun QuarantineScreen(screen: ScreenContext, quarantine: QuarantineView) {
    var noted by rememberSaveable { mutableStateOf<String?>(null) }
    LaunchedEffect(noted) {
        delay(STAYS_MS)
        noted = null
    }
    Page(
        screen,
        stringResource(R.string.quarantine_title),
        {
            EmergencyAction(screen)
            IconButton({ screen.nav.go(Screen.SETTINGS) }) {
                Picture(R.drawable.ic_settings, stringResource(R.string.settings_title))
            }
        },
        news = screen.runner.trouble ?: noted,
    ) {
        (screen.snapshot.warnings + screen.me.warnings).forEach { Warning(it.text) }
        Headline(quarantine)
        val open = quarantine.checks.filter { it.outcome == CheckOutcome.ASKING }
        open.forEach { Asked(screen, it) }
        // What was declared stands further down for as long as it counts.
        noted?.takeIf { quarantine.declared == null }?.let { Noted(it) }
        val order = quarantine.order
        if (order.state == OrderState.RUNNING && open.isEmpty()) Small(stringResource(R.string.quarantine_none))
        if (isFirst(quarantine) && order.seenVersion != order.version) {
            PrimaryButton(stringResource(R.string.order_read)) { screen.nav.go(Screen.ORDER) }
        }
        if (order.seenVersion != null) Missing(screen, quarantine)
        ReferencePhoto(screen, quarantine)
        if (isLive(quarantine)) Saying(screen, quarantine, isAsked = open.isNotEmpty()) { noted = it }
        Today(quarantine)
        Help(quarantine.help)
        Links(screen)
    }
}

/** How long it stays that something was noted. */
private const val STAYS_MS = 60_000L

/** Whether it stands in place of the passes. */
fun isFirst(quarantine: QuarantineView) = when (quarantine.order.state) {
    OrderState.ANNOUNCED, OrderState.RUNNING, OrderState.PAUSED -> true
    OrderState.ENDED, OrderState.RELEASED, OrderState.REJECTED -> false
}

/** Whether it has begun and not ended, so that there is something to say. */
private fun isLive(quarantine: QuarantineView) = quarantine.order.state == OrderState.RUNNING || quarantine.order.state == OrderState.PAUSED
