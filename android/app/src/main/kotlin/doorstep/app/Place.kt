package doorstep.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.snapshots.SnapshotStateList
import androidx.compose.runtime.toMutableStateList

/** Where somebody is beyond the first screen; `of` names a purpose or a pass. */
data class Place(val name: Name, val of: String = "") {
    enum class Name { CONSENT, PHONE, PURPOSES, ASK, PASS, PAPER, EMERGENCY, INSPECT, SENT, SETTINGS, ERASE }
}

/** The way back. It outlives the process. */
class Way(private val places: SnapshotStateList<Place>) {
    val here: Place? get() = places.lastOrNull()

    fun go(name: Place.Name, of: String = "") {
        places += Place(name, of)
    }

    fun back() {
        places.removeLastOrNull()
    }

    /** To the first screen. */
    fun home() = places.clear()

    companion object {
        private val SAVER = listSaver<Way, String>(
            save = { way -> way.places.flatMap { listOf(it.name.name, it.of) } },
            restore = { saved ->
                Way(saved.chunked(2).map { (name, of) -> Place(Place.Name.valueOf(name), of) }.toMutableStateList())
            },
        )

        @Composable
        fun remember(): Way = rememberSaveable(saver = SAVER) { Way(mutableListOf<Place>().toMutableStateList()) }
    }
}
