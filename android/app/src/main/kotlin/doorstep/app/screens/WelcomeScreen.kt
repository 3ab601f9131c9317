package doorstep.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import doorstep.Step
import doorstep.app.LANGUAGES
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Part
import doorstep.app.parts.Warning

/** The first screen of who is not registered. */
@Composable
fun WelcomeScreen(scene: Scene) = Page(scene, stringResource(R.string.welcome_title)) {
    Text(stringResource(R.string.welcome_text))
    if (scene.me.registration.step != Step.NOT_REGISTERED) Warning(scene.me.registration.text.text)
    scene.snapshot.warnings.forEach { Warning(it.text) }
    Part(stringResource(R.string.welcome_language)) { Languages(scene) }
    Main(stringResource(R.string.welcome_start)) { scene.way.go(Place.Name.CONSENT) }
    Other(stringResource(R.string.welcome_inspect), act = scene::inspect)
}

/** The languages, each by its own name. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Languages(scene: Scene) = FlowRow(Modifier.selectableGroup(), horizontalArrangement = Arrangement.spacedBy(16.dp)) {
    LANGUAGES.forEach { (tag, name) ->
        val chosen = scene.snapshot.language == tag
        Row(
            Modifier.heightIn(min = 48.dp).selectable(chosen, role = Role.RadioButton) { scene.speak(tag) },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            RadioButton(chosen, onClick = null)
            Text(name)
        }
    }
}
