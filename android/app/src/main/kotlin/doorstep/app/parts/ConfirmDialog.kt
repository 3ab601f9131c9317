package doorstep.app.parts

import androidx.annotation.StringRes
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource

/** Asks once more before what cannot be taken back. It closes by either button, and by a tap beside it. */
@Composable
fun ConfirmDialog(
    @StringRes title: Int,
    @StringRes keep: Int,
    @StringRes confirm: Int,
    @StringRes why: Int? = null,
    close: () -> Unit,
    act: () -> Unit,
) = AlertDialog(
    close,
    title = { Text(stringResource(title)) },
    text = why?.let { { Text(stringResource(it)) } },
    dismissButton = { SecondaryButton(stringResource(keep), act = close) },
    confirmButton = {
        DestructiveButton(stringResource(confirm)) {
            close()
            act()
        }
    },
)
