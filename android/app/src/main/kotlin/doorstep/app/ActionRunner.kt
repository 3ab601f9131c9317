package doorstep.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import doorstep.Cause
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.ErrorInfo
import doorstep.InspectorInterface
import doorstep.PinState
import doorstep.sdk.Engine
import doorstep.sdk.NoticeTap
import kotlinx.coroutines.launch

/** What somebody does at the screens, and what came of it. It outlives each drawing of them. */
class ActionRunner(val engine: Engine, saved: SavedStateHandle, feedback: AnswerFeedback) : ViewModel() {
    val nav = NavStack(saved)
    val form = Form(saved)
    val sms = SmsDraft(saved)
    val reply = SmsReplyDraft(saved)

    /** The inspector's. */
    val inspector = InspectorModel(this, feedback)

    private val busyRoutes = mutableStateListOf<Route?>()

    /** Whether something is being done here: a second tap does nothing. */
    val busy get() = nav.here in busyRoutes

    /** Why the last thing was not done. */
    var trouble by mutableStateOf<ErrorInfo?>(null)
        private set

    /** What was understood last of what somebody said, where no screen shows it any more. */
    var noted by mutableStateOf<String?>(null)
        private set

    /** Whether the system asks something in the app's place: until then the app has not left the screen. */
    var asksSystem = false

    /** Does something with the core, and then what follows from it, unless somebody has left by then. */
    fun <T> act(work: suspend (ClientInterface) -> T, then: (T) -> Unit = {}) {
        val here = nav.here
        if (here in busyRoutes) return
        busyRoutes += here
        forget()
        viewModelScope.launch {
            try {
                val done = reporting(here) { engine.ask(work) }
                if (done != null && nav.here == here) then(done)
            } finally {
                busyRoutes -= here
            }
        }
    }

    /** Something asked of the core that nobody has tapped for; null if it failed. */
    suspend fun <T> quietly(work: suspend (ClientInterface) -> T): T? = reporting(nav.here) { engine.ask(work) }

    /** The same of the inspector's mode. */
    suspend fun <T> inspect(work: suspend (InspectorInterface) -> T): T? = reporting(nav.here) { engine.inspect(work) }

    /** Opens the core, if need be, draws what time has changed, and lets it do what is due. */
    fun wake() {
        asksSystem = false
        viewModelScope.launch {
            engine.look()
            engine.wake(Cause.USER)
            engine.look()
        }
    }

    /** Draws anew what only time has changed. */
    suspend fun look() = engine.look()

    /** Shows why an answer was not the one that was wanted. */
    fun say(why: ErrorInfo?) {
        trouble = why
    }

    fun note(understood: String) {
        noted = understood
    }

    fun forget() {
        trouble = null
        noted = null
    }

    /** The system has asked. Whoever did not answer may be somebody else. */
    fun systemAsked(isAnswered: Boolean) {
        asksSystem = false
        if (!isAnswered) leave()
    }

    /** The app has left the screen: what PINs hide is hidden, and nothing of it stays in a screen or behind one. */
    fun leave() {
        engine.lockPeople()
        val pin = shown?.pin ?: return
        if (pin.state == PinState.UNSET) return
        forget()
        forgetTyped()
        nav.home()
    }

    /** Shows somebody of those on this phone. What was typed was for whoever was shown before. */
    fun choose(person: String) {
        forget()
        if (person != shown?.person) forgetTyped()
        nav.choose(person)
    }

    /** Goes to what a notice is about, and to whom. */
    fun open(tap: NoticeTap) {
        choose(tap.person)
        nav.open(tap)
    }

    private val shown get() = engine.model.snapshot.value?.run { people.find { it.person == nav.person } ?: people.firstOrNull() }

    /** Everything that was typed goes. */
    fun forgetTyped() {
        form.clear()
        sms.clear()
        reply.begin()
    }

    // Who has left is not told: what was not done stands in the snapshot.
    private suspend fun <T> reporting(here: Route?, work: suspend () -> T): T? = try {
        work()
    } catch (failed: ClientException) {
        if (nav.here == here) trouble = failed.trouble()
        null
    } catch (_: CoreLibraryException) {
        // It stands in the model, in place of every screen.
        null
    }
}
