package doorstep.app

import android.Manifest.permission
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Matrix
import android.util.Size
import android.view.WindowManager
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.lifecycle.Lifecycle
import doorstep.AnswerMode
import doorstep.CheckOutcome
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer

/** A question that wants a photo: what the camera sees, what could be better, and how it goes. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class PhotoTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val patient by lazy { Patient(robot.register()).begins("--photo") }
    private val camera get() = robot.app.faceCamera

    @After
    fun end() = robot.close()

    private fun isAsked(): String {
        val check = patient.livesUntilAsked()
        robot.tap(R.string.quarantine_answer).sees("Take a photo of yourself.").tap(R.string.check_photo)
        return check.id
    }

    private fun looks(): String {
        shadowOf(robot.app).grantPermissions(permission.CAMERA)
        return isAsked().also { robot.lookThrough().sees(R.string.photo_look) }
    }

    @Test
    fun `a good photo goes, and answers`() {
        val portrait = Patient.portrait() ?: return
        val id = looks()
        camera.hold(Patient.nobody(1))
        robot.sees("No face was found.")
        camera.hold(portrait)
        robot.sees("The photo is good.")
        camera.photo = portrait
        robot.tap(R.string.photo_take).sees("The photo is good.")
        assertEquals("nothing goes before a second tap", CheckOutcome.ASKING, patient.check(id).outcome)
        robot.tap(R.string.photo_again).lookThrough().tap(R.string.photo_take).tap(R.string.photo_send).sees("You answered.")
        assertEquals(AnswerMode.PHOTO, patient.check(id).answer?.how)
        robot.tap(R.string.quarantine_home).sees(R.string.quarantine_none)
    }

    @Test
    fun `a photo that could be better is taken anew, and goes anyway after three`() {
        val id = looks()
        (1..3).forEach { n ->
            camera.photo = Patient.nobody(n)
            robot.tap(R.string.photo_take).sees("No face was found.")
            rule.onNodeWithText(robot.say(R.string.photo_send)).assertDoesNotExist()
            if (n < 3) {
                rule.onNodeWithText(robot.say(R.string.photo_anyway)).assertDoesNotExist()
                robot.tap(R.string.photo_again).lookThrough()
            }
        }
        robot.tap(R.string.photo_anyway).sees("You answered.")
        assertEquals(AnswerMode.PHOTO, patient.check(id).answer?.how)
    }

    @Test
    fun `the photo to compare others with is taken once, from home`() {
        val portrait = Patient.portrait() ?: return
        shadowOf(robot.app).grantPermissions(permission.CAMERA)
        patient
        robot.sees(checkNotNull(patient.quarantine.referencePhoto).text).tap(R.string.check_photo).lookThrough().sees(R.string.photo_look)
        rule.onNodeWithText(robot.say(R.string.check_cannot)).assertDoesNotExist()
        camera.photo = portrait
        robot.tap(R.string.photo_take).tap(R.string.photo_send).sees(R.string.photo_reference)
        assertEquals(null, patient.quarantine.referencePhoto)
        robot.tap(R.string.quarantine_home).sees(R.string.quarantine_none)
        rule.onNodeWithText(robot.say(R.string.check_photo)).assertDoesNotExist()
    }

    @Test
    fun `what is no photo is said in words, and another can be taken`() {
        looks()
        camera.photo = ByteArray(30_000)
        robot.tap(R.string.photo_take).sees("This is no photo").tap(R.string.photo_again).lookThrough().sees(R.string.photo_take)
    }

    @Test
    fun `a camera that is refused or taken leaves the way to say so`() {
        val id = isAsked()
        robot.sees(R.string.photo_camera_why).tap(R.string.inspect_camera)
        robot.answers(permission.CAMERA, given = false)
        robot.sees(R.string.open_settings).sees(R.string.check_cannot)
        camera.taken = true
        shadowOf(robot.app).grantPermissions(permission.CAMERA)
        robot.back().tap(R.string.check_photo).lookThrough().sees(R.string.photo_camera_failed)
        camera.taken = false
        robot.tap(R.string.retry).lookThrough()
        rule.waitUntil(WAIT_MS) { camera.isOpen }
        robot.tap(R.string.check_cannot).tap(R.string.cannot_camera).sees("the camera did not work")
        assertEquals(CheckOutcome.CANNOT, patient.check(id).outcome)
    }

    @Test
    fun `nobody is seen who does not look, and no picture of it is made`() {
        looks()
        rule.waitUntil(WAIT_MS) { camera.isOpen }
        robot.scenario.onActivity { assertTrue(it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0) }
        robot.scenario.moveToState(Lifecycle.State.CREATED)
        assertEquals(false, camera.isOpen)
        robot.scenario.moveToState(Lifecycle.State.RESUMED)
        rule.waitUntil(WAIT_MS) { camera.isOpen }
        robot.back().sees(R.string.check_photo)
        assertEquals(false, camera.isOpen)
    }

    @Test
    fun `a question that closes before the camera says so`() {
        looks()
        repeat(5) { patient.passes(Patient.QUARTER_S) }
        robot.sees("the time went by without an answer")
        rule.onNodeWithTag("hint").assertDoesNotExist()
        assertEquals(false, camera.isOpen)
    }

    @Test
    fun `a frame that lies on its side says so, and is seen upright`() {
        val portrait = Patient.portrait() ?: return
        robot.sees(R.string.welcome_title)
        val upright = BitmapFactory.decodeByteArray(portrait, 0, portrait.size)
        val seen = { jpeg: ByteArray -> Patient(robot).ask { it.previewHints(jpeg) }.first().key }
        val lying = listOf(90, 180, 270).associateWith { degrees ->
            val turn = Matrix().apply { setRotate(-degrees.toFloat()) }
            val lies = Bitmap.createBitmap(upright, 0, 0, upright.width, upright.height, turn, true)
            ByteArrayOutputStream().also { lies.compress(Bitmap.CompressFormat.JPEG, 95, it) }.toByteArray()
        }
        // Upside down the core finds no face, but by what the frame says of itself.
        assertNotEquals("photo-good", seen(lying.getValue(180)))
        assertEquals(setOf("photo-good"), lying.map { (degrees, jpeg) -> seen(turned(jpeg, degrees)) }.toSet())
    }

    @Test
    fun `a frame is brightness and then its colours in pairs, however the camera lays them`() {
        val grey = ColourPlane(ByteBuffer.wrap(byteArrayOf(1, 2, 3, 4, 9, 5, 6, 7, 8, 9)), 5, 1)
        val expected = byteArrayOf(1, 2, 3, 4, 5, 6, 7, 8, 31, 21, 32, 22)
        val apart = listOf(byteArrayOf(21, 22), byteArrayOf(31, 32)).map { ColourPlane(ByteBuffer.wrap(it), 2, 1) }
        assertArrayEquals(expected, nv21(listOf(grey) + apart, 4, 2))
        val mixed = byteArrayOf(31, 21, 32, 22)
        val red = ColourPlane(ByteBuffer.wrap(mixed), 4, 2)
        val blue = ColourPlane(ByteBuffer.wrap(mixed, 1, 3).slice(), 4, 2)
        assertArrayEquals(expected, nv21(listOf(grey, blue, red), 4, 2))
    }

    @Test
    fun `a photo has twelve million points at most, and stands upright however the phone is held`() {
        val sizes = listOf(Size(640, 480), Size(4000, 3000), Size(8000, 6000))
        assertEquals(Size(4000, 3000), largest(sizes, 12_000_000))
        assertEquals(Size(8000, 6000), largest(sizes.drop(2), 12_000_000))
        assertEquals(listOf(270, 0, 90, 180), listOf(0, 90, 180, 270).map { uprightBy(270, it) })
    }
}
