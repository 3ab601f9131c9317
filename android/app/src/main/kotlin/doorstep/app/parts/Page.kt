package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.material3.TopAppBar
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.Trouble
import doorstep.app.R
import doorstep.app.Scene

/** A screen: its title, the way back, what went wrong, and the rest below each other. It shows its top when there are `news`. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun Page(
    title: String,
    back: (() -> Unit)? = null,
    actions: @Composable RowScope.() -> Unit = {},
    trouble: Trouble? = null,
    news: Any? = trouble,
    content: @Composable ColumnScope.() -> Unit,
) {
    val scroll = rememberScrollState()
    // They stand on top, and whoever has tapped may be far below.
    LaunchedEffect(news) { if (news != null) scroll.scrollTo(0) }
    Scaffold(
        Modifier.semantics { paneTitle = title },
        topBar = {
            TopAppBar(
                title = { Text(title, Modifier.semantics { heading() }) },
                navigationIcon = { if (back != null) Back(back) },
                actions = actions,
            )
        },
    ) { inside ->
        Column(
            Modifier.fillMaxSize().padding(inside).imePadding().verticalScroll(scroll).padding(16.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            trouble?.let { Troubled(it) }
            content()
        }
    }
}

/** The same of a scene: back is where somebody came from, and the last trouble stands on top. */
@Composable
fun Page(
    scene: Scene,
    title: String,
    actions: @Composable RowScope.() -> Unit = {},
    trouble: Trouble? = scene.desk.trouble,
    news: Any? = trouble,
    content: @Composable ColumnScope.() -> Unit,
) {
    val back = {
        scene.desk.forget()
        scene.way.back()
    }
    Page(title, back.takeIf { scene.way.here != null }, actions, trouble, news, content)
}

@Composable
private fun Back(back: () -> Unit) = IconButton(back) {
    Icon(painterResource(R.drawable.ic_back), stringResource(R.string.back))
}
