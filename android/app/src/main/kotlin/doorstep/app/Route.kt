package doorstep.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.toMutableStateList
import androidx.lifecycle.SavedStateHandle
import doorstep.NoticeKind
import doorstep.sdk.NoticeTap

/** Where somebody is beyond the first screen; `of` names a purpose, a pass, a request, a question, or a form of a region. */
data class Route(val screen: Screen, val of: String = "") {
    /**
     * `needsTouch`: it does something only when a person has touched it just now. `ofPhone`: it is the same
     * whoever of several people is chosen. `needsPin`: it gives way to the PIN where that hides what is somebody's.
     */
    enum class Screen(val needsTouch: Boolean = false, val ofPhone: Boolean = false, val needsPin: Boolean = !ofPhone) {
        CONSENT,
        PHONE,
        PURPOSES,
        ASK,
        PASS,
        PAPER,
        SENT(ofPhone = true),
        SENT_REQUEST(ofPhone = true),
        SETTINGS,

        /** An account that moves to another phone, or comes to this one. */
        MOVE,

        /** Those whose affairs this phone keeps. */
        PEOPLE(ofPhone = true),

        /** Passes by text message. */
        SMS,
        SMS_FORM,
        SMS_MESSAGE,
        SMS_REPLY,
        DETAILS,

        /** Where a patient comes to them from. */
        PASSES,

        /** A patient's home, while it is not the first. */
        QUARANTINE,
        ORDER,
        ORDER_CODE,
        PATIENT_CONSENT,
        ACCESS,
        PHONE_MAKER,
        CHECK(needsPin = false),
        CANNOT(needsPin = false),
        JOURNAL,
        NOTICES,
        DISPUTE,
        HELP(ofPhone = true),
        ABOUT(ofPhone = true),

        /** The code on the form of a lent phone. */
        LOAN_TAKE,

        /** A lent phone, while it is not the first. */
        LOAN,

        /** Where a phone begins, while the certificate of a lent one is the first. */
        WELCOME,

        /** Declares an emergency. */
        EMERGENCY(needsTouch = true, needsPin = false),

        /** Starts the camera. */
        INSPECT(needsTouch = true, ofPhone = true),

        /** Starts the one that sees a face. */
        PHOTO(needsTouch = true, needsPin = false),

        /** Are a touch away from what ends a duty for a while. */
        DECLARE(needsTouch = true),
        SAFETY(needsTouch = true, needsPin = false),

        /** Is a touch away from handing out what is kept. */
        EVIDENCE(needsTouch = true),

        /** Is a touch away from the end of what hides a person's part. */
        PIN(needsTouch = true),

        /** Are a touch or two away from the end of everything. */
        REMOVE_PERSON(needsTouch = true),
        LOAN_RETURN(needsTouch = true),
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

    /** Who of several people was chosen last, if anybody was. */
    var person by mutableStateOf(saved.get<String>(PERSON))
        private set

    fun go(screen: Route.Screen, of: String = "") = keeping { routes += Route(screen, of) }

    fun back() = keeping { routes.removeLastOrNull() }

    /** To the first screen. */
    fun home() = keeping { routes.clear() }

    /** To the first screen of this person. */
    fun choose(chosen: String) {
        person = chosen
        saved[PERSON] = chosen
        home()
    }

    /** To what a notice is about: a question, an order, a letter; else to the first screen, which has everything. */
    fun open(tap: NoticeTap) {
        home()
        when (tap.kind) {
            NoticeKind.CHECK -> go(Route.Screen.CHECK, tap.id.removePrefix("check-").substringBeforeLast('-'))
            NoticeKind.DUTY -> go(Route.Screen.ORDER)
            NoticeKind.NOTICE -> go(Route.Screen.NOTICES)
            NoticeKind.REMINDER, NoticeKind.REVOCATION, NoticeKind.TROUBLE -> Unit
        }
    }

    private fun keeping(move: () -> Unit) {
        move()
        saved[KEY] = ArrayList(routes.flatMap { listOf(it.screen.name, it.of) })
    }

    private companion object {
        const val KEY = "way"
        const val PERSON = "person"
    }
}
