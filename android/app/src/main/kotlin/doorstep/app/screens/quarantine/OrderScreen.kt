package doorstep.app.screens.quarantine

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Warning
import doorstep.app.parts.filled

/** The order read aloud, what is new in it, and what one may do about it. */
@Composable
fun OrderScreen(screen: ScreenContext, quarantine: QuarantineView) = Page(screen, stringResource(R.string.order_title)) {
    BlockOverlays()
    val order = quarantine.order
    Headline(quarantine)
    if (order.changed.isNotEmpty()) Section(stringResource(R.string.order_changed)) { order.changed.forEach { Warning(it.text) } }
    Section(stringResource(R.string.order_explained)) { order.explained.forEach { Text(it.text) } }
    order.refused.forEach { Small(filled(R.string.order_refused, it.version.toLong(), it.rule)) }
    if (isFirst(quarantine)) Decisions(screen, quarantine)
}
