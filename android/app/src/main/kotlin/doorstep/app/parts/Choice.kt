package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.RadioButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp

/** One of these is chosen. */
@Composable
fun Choices(content: @Composable ColumnScope.() -> Unit) = Column(Modifier.selectableGroup(), Arrangement.spacedBy(8.dp), content = content)

/** One of several, of which one is chosen: the whole line takes the tap. */
@Composable
fun Choice(chosen: Boolean, choose: () -> Unit, content: @Composable ColumnScope.() -> Unit) = Row(
    Modifier.fillMaxWidth().heightIn(min = 48.dp).selectable(chosen, role = Role.RadioButton, onClick = choose),
    Arrangement.spacedBy(12.dp),
    Alignment.CenterVertically,
) {
    RadioButton(chosen, onClick = null)
    Column(content = content)
}
