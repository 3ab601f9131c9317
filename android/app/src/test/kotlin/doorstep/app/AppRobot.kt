package doorstep.app

import android.Manifest
import android.app.Application
import android.content.Context
import android.graphics.SurfaceTexture
import android.view.TextureView
import android.view.View
import android.view.ViewGroup
import androidx.annotation.StringRes
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import doorstep.Cause
import doorstep.sdk.TestPhone
import kotlinx.coroutines.runBlocking
import org.robolectric.Shadows.shadowOf

/** Somebody before the app: taps, types, and waits for what comes. */
class AppRobot(val rule: ComposeTestRule, url: String? = null, language: String = "en") : AutoCloseable {
    val phone = TestPhone(language = language)
    val app: TestApp by lazy { ApplicationProvider.getApplicationContext<Application>() as TestApp }
    lateinit var scenario: ActivityScenario<MainActivity>
        private set
    private val words: Context get() = checkNotNull(inLanguage(app)).let(app::createConfigurationContext)

    init {
        TestApp.phone = phone
        TestApp.url = url ?: phone.authority.url
        choose(app, language)
    }

    fun say(
        @StringRes word: Int,
        vararg with: Any,
    ): String = words.getString(word, *with)

    fun open(): AppRobot = apply {
        // A phone gives it with the installation, Robolectric does not.
        shadowOf(app).grantPermissions(Manifest.permission.HIDE_OVERLAY_WINDOWS)
        scenario = ActivityScenario.launch(MainActivity::class.java)
        // Opened beforehand, so that the first picture has something to show.
        runBlocking { app.engine.wake(Cause.USER) }
    }

    /** Waits until this text is somewhere, also where it must be scrolled to. */
    fun sees(text: String): AppRobot = apply {
        try {
            rule.waitUntil(WAIT_MS) { rule.onAllNodesWithText(text, substring = true).fetchSemanticsNodes().isNotEmpty() }
        } catch (cause: Throwable) {
            throw AssertionError("not seen: $text\nbut: ${read()}", cause)
        }
    }

    fun sees(
        @StringRes word: Int,
    ) = sees(say(word))

    /** Waits until what was tapped is done, as its button shows: until then a tap does nothing. */
    fun settle(): AppRobot = apply {
        rule.waitUntil(WAIT_MS) {
            var busy = true
            scenario.onActivity { busy = it.runner.busy }
            !busy
        }
        rule.waitForIdle()
    }

    fun tap(text: String): AppRobot = apply {
        sees(text).settle().press(text)
    }

    /** The same where the screen is another activity's than the robot's own. */
    fun press(text: String): AppRobot = apply {
        sees(text)
        rule.waitForIdle()
        // A title may say the same as the button below it.
        val buttons = rule.onAllNodes(hasText(text) and hasClickAction())
        val isButton = buttons.fetchSemanticsNodes().isNotEmpty()
        val node = if (isButton) buttons[0] else rule.onAllNodesWithText(text, substring = false)[0]
        runCatching { node.performScrollTo() }
        node.performClick()
    }

    fun tap(
        @StringRes word: Int,
    ) = tap(say(word))

    fun tapIcon(
        @StringRes word: Int,
    ): AppRobot = apply {
        rule.waitForIdle()
        rule.onNodeWithContentDescription(say(word)).performClick()
    }

    fun type(
        @StringRes label: Int,
        text: String,
    ): AppRobot = apply {
        sees(label)
        val field = rule.onNode(hasSetTextAction() and hasText(say(label)))
        runCatching { field.performScrollTo() }
        field.performTextReplacement(text)
    }

    /** The name of a purpose in the language of the screen. */
    fun label(key: String): String =
        checkNotNull(app.engine.model.snapshot.value).people.single().purposes.first { it.key == key }.label

    /** Everything that is read out. */
    fun read(): List<String> {
        val all = SemanticsMatcher("any") { true }
        return rule.onAllNodes(all, useUnmergedTree = true).fetchSemanticsNodes().flatMap { node ->
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
                node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        }
    }

    fun register(): AppRobot = askForCode().confirm()

    fun askForCode(): AppRobot = send().apply { sees(R.string.code_title) }

    /** To the first screen, and from there to that one. */
    fun go(name: Route.Screen, of: String): AppRobot = apply {
        scenario.onActivity {
            it.runner.nav.home()
            it.runner.nav.go(name, of)
        }
        rule.waitForIdle()
    }

    /** Types what a registration takes, and sends it. */
    fun send(
        number: String = TestPhone.NUMBER,
        initials: String = "ИП",
    ): AppRobot = apply {
        tap(R.string.welcome_start)
        agree()
        type(R.string.phone_number, number)
        type(R.string.phone_initials, initials)
        type(R.string.phone_document, "4321")
        tap(R.string.phone_send).settle()
    }

    /** Agrees to what is sent. Who issues passes may come meanwhile, and move the button from under the finger. */
    fun agree(): AppRobot = apply {
        sees(R.string.consent_agree)
        rule.waitUntil(WAIT_MS) {
            runCatching { tap(R.string.consent_agree) }
            var here: Route? = null
            scenario.onActivity { here = it.runner.nav.here }
            here?.screen == Route.Screen.PHONE
        }
    }

    fun confirm(): AppRobot = apply {
        type(R.string.code_code, phone.authority.code())
        tap(R.string.code_confirm)
        sees(R.string.passes_title)
    }

    /** Asks for a pass and comes to its code. */
    fun ask(label: String): AppRobot = apply {
        tap(R.string.passes_ask)
        sees(R.string.purposes_title)
        tap(label)
        tap(R.string.ask_send)
        sees(R.string.pass_typed)
    }

    /** What the system does once it can draw what the camera sees. */
    fun lookThrough(): AppRobot = apply {
        rule.waitForIdle()
        scenario.onActivity { activity ->
            val preview = activity.window.decorView.children().filterIsInstance<TextureView>().single()
            checkNotNull(preview.surfaceTextureListener).onSurfaceTextureAvailable(SurfaceTexture(0), 1, 1)
        }
        rule.waitForIdle()
    }

    private fun View.children(): Sequence<View> =
        sequenceOf(this) + (
            (this as? ViewGroup)?.run { (0 until childCount).asSequence().flatMap { getChildAt(it).children() } }
                ?: emptySequence()
        )

    fun back(): AppRobot = apply {
        rule.waitForIdle()
        scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
        rule.waitForIdle()
    }

    override fun close() {
        TestApp.counts = false
        TestApp.isBare = false
        phone.use {
            scenario.close()
            app.die()
        }
    }
}

/** Longest wait of a test, milliseconds: one that hangs ends, and a slow machine fails none. */
const val WAIT_MS = 600_000L
