package doorstep.guide

import android.app.Application
import android.graphics.Bitmap
import android.graphics.Canvas
import android.view.View.MeasureSpec
import androidx.test.core.app.ApplicationProvider
import com.google.zxing.BinaryBitmap
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import doorstep.Verdict
import doorstep.sdk.KeystoreVault
import doorstep.sdk.TestPhone
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The guide does what it says, with nothing of this repository but the archive. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class GuideTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()

    @Test
    fun `somebody else's app shows a pass that an inspector takes`() = runBlocking {
        TestPhone().use { phone ->
            val (trust, root, url) = phone.authority.run { Triple(trustFile, root, url) }
            val engine = engine(app, trust, root, url, KeystoreVault(phone.keys), phone.clock)
            register(engine, TestPhone.NUMBER) { phone.authority.code() }
            val pass = checkNotNull(ask(engine, "groceries"))
            val view = PassView(app)
            val showing = launch(start = CoroutineStart.UNDISPATCHED) { view.show(engine, pass) }
            val text = read(view)
            showing.cancel()
            engine.inspect { it.refresh() }
            val seen = engine.inspect { it.inspect(text) }
            assertEquals(Verdict.VALID, seen.verdict)
            assertEquals("ИП4321", seen.mark)
            engine.end()
        }
    }

    /** What somebody reads who looks at the view, as soon as there is something. */
    private suspend fun read(view: PassView): String {
        while (true) {
            val picture = drawn(view)
            val pixels = IntArray(SIDE * SIDE).also { picture.getPixels(it, 0, SIDE, 0, 0, SIDE, SIDE) }
            val looked = BinaryBitmap(HybridBinarizer(RGBLuminanceSource(SIDE, SIDE, pixels)))
            runCatching { QRCodeReader().decode(looked).text }.onSuccess { return it }
            kotlinx.coroutines.yield()
        }
    }

    private fun drawn(view: PassView): Bitmap {
        val exactly = MeasureSpec.makeMeasureSpec(SIDE, MeasureSpec.EXACTLY)
        view.measure(exactly, exactly)
        view.layout(0, 0, SIDE, SIDE)
        return Bitmap.createBitmap(SIDE, SIDE, Bitmap.Config.ARGB_8888).also { view.draw(Canvas(it)) }
    }

    private companion object {
        const val SIDE = 800
    }
}
