package doorstep

import com.sun.jna.NativeLibrary

/** Why the native library can't be used. An app says so in words of its own: the core has none. */
sealed class CoreLibraryException(
    /** Stable, for logs and support. */
    val code: String,
    cause: Throwable,
) : Exception(code, cause) {
    /** The library is not in the app, or not for this processor. */
    class Missing(cause: Throwable) : CoreLibraryException("library-missing", cause)

    /** The library is of another version than these sources. */
    class OtherVersion(cause: Throwable) : CoreLibraryException("library-other-version", cause)
}

/**
 * The native library. Ask before anything else is used: what a wrong library does to the first call
 * is an `Error` of the virtual machine, which nobody catches.
 */
object CoreLibrary {
    private val trouble: CoreLibraryException? by lazy { look() }

    /** Loads the library, once. */
    @Throws(CoreLibraryException::class)
    fun load() {
        trouble?.let { throw it }
    }

    private fun look(): CoreLibraryException? {
        try {
            NativeLibrary.getInstance("doorstep_bindings", CoreLibrary::class.java.classLoader)
        } catch (missing: LinkageError) {
            return CoreLibraryException.Missing(missing)
        }
        return try {
            uniffiEnsureInitialized()
            null
        } catch (other: LinkageError) {
            // A function is missing, or a number differs in a static initializer.
            CoreLibraryException.OtherVersion(other)
        }
    }
}
