package doorstep.app

/** A phone that belongs to the app as a whole, as the one has that the authority has set up to lend it. */
interface OwnedPhone {
    /** The invitation that came with its setting up; none once it was taken. */
    val invitation: String?

    /** The invitation has served. */
    fun forgetInvitation()

    /** Makes the phone as it came from the factory. */
    fun reset()
}
