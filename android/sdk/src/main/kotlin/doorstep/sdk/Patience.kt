package doorstep.sdk

import doorstep.ErrorCode
import doorstep.ErrorInfo
import doorstep.ErrorKind

/** When opening the core is tried again that failed: after a minute, and then twice as long each time. */
class Patience {
    private var nextMs = FIRST_MS

    /** In how many milliseconds, after this; nothing where waiting changes nothing, which costs the battery. */
    fun after(trouble: ErrorInfo, nowMs: Long): Long? {
        if (!mayPass(trouble)) return null
        trouble.retryAtMs?.let { return (it - nowMs).coerceIn(FIRST_MS, LONGEST_MS) }
        return nextMs.also { nextMs = minOf(2 * it, LONGEST_MS) }
    }

    private fun mayPass(trouble: ErrorInfo) = when (trouble.kind) {
        ErrorKind.VAULT -> trouble.code != ErrorCode.VAULT_UNSUPPORTED
        ErrorKind.STORAGE, ErrorKind.WAIT, ErrorKind.NETWORK, ErrorKind.INTERFERENCE -> true
        ErrorKind.CORRECT, ErrorKind.REFUSED, ErrorKind.REGISTER, ErrorKind.UPDATE, ErrorKind.REPORT -> false
    }

    private companion object {
        const val FIRST_MS = 60_000L

        /** As often as the job that comes by itself. */
        const val LONGEST_MS = 6 * 3_600_000L
    }
}
