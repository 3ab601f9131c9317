package doorstep.testenv

import doorstep.ClientException
import doorstep.ErrorCode
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest

/** A test before an authority of its own. */
fun inTestEnv(test: suspend TestScope.(Authority) -> Unit) = runTest {
    Authority().use { test(it) }
}

/** A test with the phone of somebody who is registered. */
fun withResident(test: suspend TestScope.(Authority, Phone) -> Unit) = inTestEnv { authority ->
    Phone(authority).use { phone ->
        phone.register()
        test(authority, phone)
    }
}

/** What must fail with this code. */
inline fun failsWith(code: ErrorCode, act: () -> Unit): ClientException {
    try {
        act()
    } catch (error: ClientException) {
        check(error.code() == code) { error }
        return error
    }
    error("expected $code")
}
