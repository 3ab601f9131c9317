package doorstep.sdk

import android.os.Build
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.StrongBoxUnavailableException
import android.security.keystore.UserNotAuthenticatedException
import doorstep.VaultException

/**
 * What the core is told of an exception, by the first cause that says something. Everything else may
 * be over after a minute, a restart or the next update of the system: phones were seen to find their
 * keys again after each of them.
 */
internal fun vaultError(error: Throwable): VaultException =
    generateSequence(error, Throwable::cause).take(DEPTH).firstNotNullOfOrNull(::told) ?: VaultException.Transient()

private fun told(error: Throwable): VaultException? = when (error) {
    is KeyPermanentlyInvalidatedException -> VaultException.Invalidated()
    is UserNotAuthenticatedException -> VaultException.Locked()
    else -> VaultException.Unsupported().takeIf { isOfStrongBox(error) }
}

// Phones before this version have no class of that name, and stop at being asked for it.
private fun isOfStrongBox(error: Throwable) =
    Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && error is StrongBoxUnavailableException

private const val DEPTH = 8
