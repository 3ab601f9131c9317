package doorstep.app

import doorstep.CheckView
import doorstep.PersonView
import doorstep.PinState
import doorstep.Snapshot
import doorstep.app.Route.Screen

/** What a screen draws, and where its buttons lead. */
class ScreenContext(
    val snapshot: Snapshot,
    val me: PersonView,
    val runner: ActionRunner,
    val camera: Camera,
    val faceCamera: FaceCamera,
    val speak: (String) -> Unit,
) {
    val nav get() = runner.nav

    /** Whether the phone keeps the affairs of several people. */
    val isShared get() = snapshot.people.size > 1

    /** Whether a PIN hides what is this person's. */
    val isLocked get() = isLocked(me)

    /** Whether what is said to residents, that nobody follows them, is true of everybody on this phone, as far as that is known. */
    val isResident get() = snapshot.loan == null && snapshot.people.all { it.quarantine == null && !isLocked(it) }

    /** The name of a purpose. */
    fun label(key: String) = me.purposes.firstOrNull { it.key == key }?.label ?: key

    /** The question of this name, also where it is answered without the PIN. */
    fun check(id: String): CheckView? = (me.quarantine?.checks.orEmpty() + listOfNotNull(me.pin?.asked)).firstOrNull { it.id == id }

    /** To the inspector's mode, where counts begin anew. */
    fun inspect() {
        runner.inspector.begin()
        nav.go(Screen.INSPECT)
    }

    private fun isLocked(person: PersonView) = person.pin?.state == PinState.LOCKED
}
