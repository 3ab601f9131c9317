package doorstep.app

import androidx.compose.runtime.toMutableStateList
import androidx.lifecycle.SavedStateHandle

/** Where somebody is beyond the first screen; `of` names a purpose or a pass. */
data class Place(val name: Name, val of: String = "") {
    /** `needsTouch`: it does something only when a person has touched it just now. */
    enum class Name(val needsTouch: Boolean = false) {
        CONSENT,
        PHONE,
        PURPOSES,
        ASK,
        PASS,
        PAPER,
        SENT,
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

/** The way back. It outlives the process, up to the first screen that nobody should find open weeks later. */
class Way(private val saved: SavedStateHandle) {
    private val places = saved.get<ArrayList<String>>(KEY).orEmpty().chunked(2).mapNotNull { (name, of) ->
        // One that a later build does not have is not gone back to.
        Place.Name.entries.find { it.name == name }?.let { Place(it, of) }
    }.takeWhile { !it.name.needsTouch }.toMutableStateList()

    val here: Place? get() = places.lastOrNull()

    fun go(name: Place.Name, of: String = "") = keeping { places += Place(name, of) }

    fun back() = keeping { places.removeLastOrNull() }

    /** To the first screen. */
    fun home() = keeping { places.clear() }

    private fun keeping(move: () -> Unit) {
        move()
        saved[KEY] = ArrayList(places.flatMap { listOf(it.name.name, it.of) })
    }

    private companion object {
        const val KEY = "way"
    }
}
