package doorstep.app.loan

import doorstep.app.App
import doorstep.app.OwnedPhone

/** The process on a phone that the authority lends. Where the app is no owner, it is as on anybody's own. */
class LoanApp : App() {
    override val owned: OwnedPhone? get() = LoanPhone(this).takeIf { it.isOwner }
}
