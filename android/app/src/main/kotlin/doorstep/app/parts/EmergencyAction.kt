package doorstep.app.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext

/** The way to emergency care, which is never more than one tap away. */
@Composable
fun EmergencyAction(screen: ScreenContext) {
    val red = LocalPalette.current.strong(Tone.STOPS).back
    OutlinedButton(
        { screen.nav.go(Route.Screen.EMERGENCY) },
        Modifier.padding(horizontal = 4.dp),
        colors = ButtonDefaults.outlinedButtonColors(contentColor = red),
        border = BorderStroke(1.5.dp, red),
        contentPadding = PaddingValues(horizontal = 14.dp),
    ) {
        Picture(R.drawable.ic_emergency)
        Spacer(Modifier.width(6.dp))
        Text(stringResource(R.string.emergency), maxLines = 1)
    }
}
