package doorstep.app

import androidx.compose.runtime.toMutableStateList
import androidx.lifecycle.SavedStateHandle

/** Where somebody is beyond the first screen; `of` names a purpose, a pass or a request. */
data class Route(val screen: Screen, val of: String = "") {
    /** `needsTouch`: it does something only when a person has touched it just now. */
    enum class Screen(val needsTouch: Boolean = false) {
        CONSENT,
        PHONE,
        PURPOSES,
        ASK,
        PASS,
        PAPER,
        SENT,
        SENT_REQUEST,
        SETTINGS,
        DETAILS,
        HELP,
        ABOUT,

        /** Declares an emergency. */
        EMERGENCY(needsTouch = true),

        /** Starts the camera. */
        INSPECT(needsTouch = true),

        /** Is a touch or two away from the end of everything. */
        ERASE(needsTouch = true),
    }
}

/** The screens on top of the first. It outlives the process, up to the first screen that nobody should find open weeks later. */
class NavStack(private val saved: SavedStateHandle) {
    private val routes = saved.get<ArrayList<String>>(KEY).orEmpty().chunked(2).mapNotNull { (name, of) ->
        // One that a later build does not have is not gone back to.
        Route.Screen.entries.find { it.name == name }?.let { Route(it, of) }
    }.takeWhile { !it.screen.needsTouch }.toMutableStateList()

    val here: Route? get() = routes.lastOrNull()

    fun go(screen: Route.Screen, of: String = "") = keeping { routes += Route(screen, of) }

    fun back() = keeping { routes.removeLastOrNull() }

    /** To the first screen. */
    fun home() = keeping { routes.clear() }

    private fun keeping(move: () -> Unit) {
        move()
        saved[KEY] = ArrayList(routes.flatMap { listOf(it.screen.name, it.of) })
    }

    private companion object {
        const val KEY = "way"
    }
}
