package doorstep.app.parts

import androidx.annotation.DrawableRes
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.unit.TextUnit
import androidx.compose.ui.unit.sp

/** A picture that grows with the text beside it. Silent unless it stands alone. */
@Composable
fun Picture(
    @DrawableRes icon: Int,
    spoken: String? = null,
    size: TextUnit = 24.sp,
) = Icon(painterResource(icon), spoken, Modifier.size(with(LocalDensity.current) { size.toDp() }))
