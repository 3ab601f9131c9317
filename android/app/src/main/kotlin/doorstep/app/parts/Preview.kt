package doorstep.app.parts

import android.graphics.Matrix
import android.graphics.SurfaceTexture
import android.view.Surface
import android.view.TextureView
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.compose.LifecycleStartEffect
import doorstep.app.GreyImage

/** What the camera sees: `look` begins whenever somebody sees it, and ends the surface itself. */
@Composable
fun Preview(close: () -> Unit, look: (Surface) -> Unit) {
    var seen by remember { mutableStateOf<SurfaceTexture?>(null) }
    AndroidView({ context ->
        TextureView(context).apply { surfaceTextureListener = Shows(this, { seen = it }, close) }
    }, Modifier.fillMaxWidth().height(240.dp))
    seen?.let { texture ->
        LifecycleStartEffect(texture) {
            look(Surface(texture))
            onStopOrDispose { close() }
        }
    }
}

private class Shows(private val view: TextureView, private val on: (SurfaceTexture?) -> Unit, private val close: () -> Unit) :
    TextureView.SurfaceTextureListener {
    override fun onSurfaceTextureAvailable(texture: SurfaceTexture, width: Int, height: Int) {
        texture.setDefaultBufferSize(GreyImage.WIDTH, GreyImage.HEIGHT)
        onSurfaceTextureSizeChanged(texture, width, height)
        on(texture)
    }

    override fun onSurfaceTextureSizeChanged(texture: SurfaceTexture, width: Int, height: Int) =
        view.setTransform(upright(width.toFloat(), height.toFloat(), view.display?.rotation ?: Surface.ROTATION_0))

    override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
        close()
        on(null)
        return true
    }

    override fun onSurfaceTextureUpdated(texture: SurfaceTexture) = Unit
}

/**
 * Fills a view of this size with an upright picture, cut at its edges. The view itself stretches the
 * picture over its size, upright as the phone is held by nature: the long side of the sensor lies along
 * the long side of the screen (Android CDD 7.5.5).
 */
internal fun upright(width: Float, height: Float, rotation: Int): Matrix {
    val turned = rotation == Surface.ROTATION_90 || rotation == Surface.ROTATION_270
    // A phone that is turned is wide where it is tall by nature.
    val (across, down) = if (turned) GreyImage.WIDTH to GreyImage.HEIGHT else GreyImage.HEIGHT to GreyImage.WIDTH
    val fills = maxOf(width / across, height / down)
    return Matrix().apply {
        setScale(GreyImage.HEIGHT / width, GreyImage.WIDTH / height, width / 2, height / 2)
        postScale(fills, fills, width / 2, height / 2)
        postRotate(-90f * rotation, width / 2, height / 2)
    }
}
