package doorstep.app

import androidx.compose.runtime.mutableStateMapOf
import androidx.lifecycle.SavedStateHandle

/** What was typed to register. It is there again for who comes back to correct it, and outlives the process. */
class Form(private val saved: SavedStateHandle) {
    enum class Field { NUMBER, INITIALS, DOCUMENT }

    private val typed = mutableStateMapOf<Field, String>().apply {
        Field.entries.forEach { field -> saved.get<String>(field.name)?.let { put(field, it) } }
    }

    operator fun get(field: Field) = typed[field].orEmpty()

    operator fun set(field: Field, text: String) {
        typed[field] = text
        saved[field.name] = text
    }

    /** Takes everything away: it has served, or is to be forgotten. */
    fun clear() = Field.entries.forEach {
        typed.remove(it)
        saved.remove<String>(it.name)
    }
}
