package doorstep.app

import org.robolectric.annotation.Config

/** What goes wrong at the screen of an old phone. */
@Config(sdk = [28])
class OldPhoneTest : TroublesTest()

/** The way through the app on an old phone. */
@Config(sdk = [28])
class OldPhoneJourneyTest : JourneyTest()
