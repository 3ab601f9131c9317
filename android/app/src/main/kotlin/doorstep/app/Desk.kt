package doorstep.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.CoreLibraryException
import doorstep.InspectorInterface
import doorstep.Trouble
import doorstep.sdk.Cause
import doorstep.sdk.Engine
import kotlinx.coroutines.launch

/** What somebody does at the screen: one thing at a time, and what came of it. */
class Desk(val engine: Engine) : ViewModel() {
    /** Whether something is being done: a second tap does nothing. */
    var busy by mutableStateOf(false)
        private set

    /** Why the last thing was not done. */
    var trouble by mutableStateOf<Trouble?>(null)
        private set

    /** Does something with the core, and then what follows from it. */
    fun <T> act(work: suspend (ClientInterface) -> T, then: (T) -> Unit = {}) = once({ engine.ask(work) }, then)

    /** The same with the inspector's mode. */
    fun <T> inspect(work: suspend (InspectorInterface) -> T, then: (T) -> Unit = {}) =
        once({ engine.inspect(work) }, then)

    /** Opens the core, if need be, lets it do what is due, and has it speak the screen's language. */
    fun wake(language: String) {
        viewModelScope.launch {
            engine.wake(Cause.USER)
            val spoken = engine.model.snapshot.value?.language ?: return@launch
            if (spoken != language) quietly { it.setLanguage(language) }
        }
    }

    /** Draws anew what only time has changed. */
    suspend fun look() = engine.look()

    /** Something asked of the core outside the queue of taps, such as the next frame; null if it failed. */
    suspend fun <T> quietly(work: suspend (ClientInterface) -> T): T? = try {
        engine.ask(work)
    } catch (failed: ClientException) {
        trouble = failed.trouble()
        null
    } catch (_: CoreLibraryException) {
        null
    }

    fun forget() {
        trouble = null
    }

    private fun <T> once(work: suspend () -> T, then: (T) -> Unit) {
        if (busy) return
        busy = true
        trouble = null
        viewModelScope.launch {
            try {
                then(work())
            } catch (failed: ClientException) {
                trouble = failed.trouble()
            } catch (_: CoreLibraryException) {
                // It stands in the model, in place of every screen.
            } finally {
                busy = false
            }
        }
    }
}
