package doorstep.app

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.view.WindowManager
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import doorstep.EvidenceScope
import doorstep.PhotoFor
import doorstep.PhotoUse
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.ByteArrayOutputStream
import java.io.File

/** How the proof of a quarantine leaves the phone: to a file of the person's choice, or to another app. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class EvidenceTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val patient by lazy { Patient(robot.register()).begins("--photo") }
    private val app get() = robot.app

    @After
    fun end() = robot.close()

    private fun proves() {
        patient
        robot.tap(R.string.evidence_title).sees(R.string.evidence_text)
        robot.scenario.onActivity { assertTrue(it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0) }
    }

    private fun written(of: EvidenceScope, photos: Boolean = false) =
        patient.ask { it.evidence(patient.me.person, of, photos) }.file

    @Test
    fun `it is saved where the person wants it`() {
        proves()
        val place = Uri.parse("content://somewhere/quarantine.html")
        val saved = ByteArrayOutputStream()
        shadowOf(app.contentResolver).registerOutputStream(place, saved)
        robot.tap(R.string.evidence_whole).tap(R.string.evidence_save)
        chooses(place)
        robot.sees(R.string.evidence_saved)
        assertEquals(written(EvidenceScope.WHOLE).length, saved.toString("UTF-8").length)
        assertTrue(saved.toString("UTF-8").startsWith("<!doctype html>"))
    }

    private fun chooses(place: Uri) {
        rule.waitForIdle()
        robot.scenario.onActivity { activity ->
            val asked = shadowOf(activity).nextStartedActivityForResult
            assertEquals(Intent.ACTION_CREATE_DOCUMENT to "text/html", asked.intent.action to asked.intent.type)
            shadowOf(activity).receiveResult(asked.intent, Activity.RESULT_OK, Intent().setData(place))
        }
    }

    @Test
    fun `a place that cannot be written to is said`() {
        proves()
        robot.tap(R.string.evidence_save)
        chooses(Uri.parse("content://nobody/at-home.html"))
        robot.sees(R.string.evidence_not_saved)
    }

    @Test
    fun `it is shared from memory, and no file of the app's holds it`() {
        proves()
        val before = files()
        robot.tap(R.string.evidence_share).settle()
        val chooser = robot.opened().single()
        assertEquals(Intent.ACTION_CHOOSER, chooser.action)
        @Suppress("DEPRECATION")
        val send = checkNotNull(chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT))
        assertTrue(send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
        val stream = checkNotNull(send.clipData).getItemAt(0).uri
        val read = read(stream)
        assertTrue(read.startsWith("<!doctype html>"))
        assertEquals(written(EvidenceScope.REDACTED).length, read.length)
        val told = checkNotNull(app.contentResolver.query(stream, null, null, null, null)).use {
            it.moveToFirst()
            it.getString(0) to it.getInt(1)
        }
        assertEquals("quarantine.html" to read.encodeToByteArray().size, told)
        assertEquals(before, files())
    }

    @Test
    fun `photos that are kept are in the file, and go when their person wants`() {
        patient.livesUntilAsked()
        proves()
        robot.tap(R.string.evidence_photos).settle().sees(R.string.evidence_photos_why)
        (1..3).map(Patient::nobody).forEach { jpeg ->
            patient.ask { it.photoTaken(patient.me.person, jpeg, PhotoUse.SEND_ANYWAY, PhotoFor.AskedNow) }
        }
        patient.settles()
        assertTrue(patient.quarantine.keepsPhotos)
        val without = written(EvidenceScope.REDACTED).length
        val with = shared().length
        assertTrue("$with characters with a photo, and $without without", with > without + LEAST_PHOTO)
        robot.tap(R.string.evidence_photos).settle()
        assertFalse(patient.quarantine.keepsPhotos)
        assertEquals("deleted", without, written(EvidenceScope.REDACTED, photos = true).length)
    }

    /** What another app is given. */
    private fun shared(): String {
        robot.tap(R.string.evidence_share).settle()
        val chooser = robot.opened().last()

        @Suppress("DEPRECATION")
        val send = checkNotNull(chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT))
        return read(checkNotNull(send.clipData).getItemAt(0).uri)
    }

    /** Robolectric's pipes are files, which end where nothing is written yet. */
    private fun read(stream: Uri): String {
        var text = ""
        rule.waitUntil(WAIT_MS) {
            text = checkNotNull(app.contentResolver.openInputStream(stream)).use { it.readBytes().decodeToString() }
            text.trimEnd().endsWith("</html>")
        }
        return text
    }

    private fun files() = File(app.dataDir.path).walk().filter { it.isFile && it.extension == "html" }.toList()

    private companion object {
        /** Characters that a sealed photo takes at least, in Base64. */
        const val LEAST_PHOTO = 80_000
    }
}
