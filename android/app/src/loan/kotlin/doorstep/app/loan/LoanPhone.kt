package doorstep.app.loan

import android.content.Context
import doorstep.app.OwnedPhone

/** A phone that the authority lends, as a whole. */
class LoanPhone(context: Context) : OwnedPhone {
    private val policy = LoanPolicy(context)
    private val kept = Invitation(context)

    val isOwner get() = policy.isOwner
    override val invitation get() = kept.text

    override fun forgetInvitation() = kept.forget()

    override fun reset() = policy.reset()
}
