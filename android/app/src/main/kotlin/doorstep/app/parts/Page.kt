package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.consumeWindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.material3.TopAppBar
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.layout.layout
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.ErrorInfo
import doorstep.app.R
import doorstep.app.ScreenContext

/** Where a screen's title stands: over what it holds, in the bar to save room, or only in words for who cannot see it. */
enum class TitlePlacement { ABOVE, IN_BAR, SILENT }

/** A screen: its title, the way back, what went wrong, and the rest below each other. It shows its top when there are `news`. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun Page(
    title: String,
    back: (() -> Unit)? = null,
    actions: @Composable RowScope.() -> Unit = {},
    trouble: ErrorInfo? = null,
    news: Any? = trouble,
    titlePlacement: TitlePlacement = TitlePlacement.ABOVE,
    content: @Composable ColumnScope.() -> Unit,
) {
    val scroll = rememberScrollState()
    // They stand on top, and whoever has tapped may be far below.
    LaunchedEffect(news) { if (news != null) scroll.scrollTo(0) }
    // The bar is of one height, large letters are not.
    val inBar = titlePlacement == TitlePlacement.IN_BAR && LocalDensity.current.fontScale < LARGE
    Scaffold(
        Modifier.semantics { paneTitle = title },
        topBar = {
            TopAppBar(
                title = { if (inBar) Text(title, Modifier.semantics { heading() }) },
                navigationIcon = { if (back != null) Back(back) },
                actions = actions,
            )
        },
    ) { inside ->
        Column(
            Modifier.fillMaxSize().padding(inside).consumeWindowInsets(inside).imePadding().verticalScroll(scroll)
                .padding(start = MARGIN, end = MARGIN, bottom = MARGIN),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            if (titlePlacement != TitlePlacement.SILENT && !inBar) {
                Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineSmall)
            }
            trouble?.let { ErrorCard(it) }
            content()
        }
    }
}

/** The same from its context: back is where somebody came from, emergency care is one tap away, and the last trouble stands on top. */
@Composable
fun Page(
    screen: ScreenContext,
    title: String,
    actions: @Composable RowScope.() -> Unit = { EmergencyAction(screen) },
    trouble: ErrorInfo? = screen.runner.trouble,
    news: Any? = trouble,
    titlePlacement: TitlePlacement = TitlePlacement.ABOVE,
    content: @Composable ColumnScope.() -> Unit,
) {
    val back = {
        screen.runner.forget()
        screen.nav.back()
    }
    Page(title, back.takeIf { screen.nav.here != null }, actions, trouble, news, titlePlacement) {
        Whose(screen)
        content()
    }
}

/** Over the margin of a page to the edges of the screen. */
fun Modifier.toTheEdges() = layout { inside, room ->
    val margin = MARGIN.roundToPx()
    val placed = inside.measure(room.copy(maxWidth = room.maxWidth + 2 * margin))
    layout(placed.width - 2 * margin, placed.height) { placed.place(-margin, 0) }
}

@Composable
private fun Back(back: () -> Unit) = IconButton(back) { Picture(R.drawable.ic_back, stringResource(R.string.back)) }

private val MARGIN = 16.dp
private const val LARGE = 1.3f
