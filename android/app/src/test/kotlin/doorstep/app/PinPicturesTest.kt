package doorstep.app

/** What hides somebody's part of a shared phone, and what is done without it. */
class PinPicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        val take = { screen: String -> pictures.take(robot, "pin", "pin-$screen") }
        robot.open()
        val hidden = Hidden(robot)
        hidden.person
        robot.tapIcon(R.string.settings_title).tap(R.string.pin_set).sees(R.string.pin_again)
        take("set")
        robot.type(R.string.pin_new, Hidden.PIN).type(R.string.pin_again, "2581").tap(R.string.pin_keep).sees(R.string.pin_differ)
        take("differ")
        hidden.sets().leaves().sees(R.string.pin_field)
        take("locked")
        robot.type(R.string.pin_field, "1111").tap(R.string.pin_open).settle()
        take("wrong")
        robot.tap(R.string.pin_forgot).sees(R.string.pin_forgot_text)
        take("forgot")
        robot.press(robot.say(R.string.pin_forgot_confirm)).settle()
        take("goes")
        hidden.opens()
        hidden.begins("--kind", "place").person.livesUntilAsked()
        hidden.leaves().sees(R.string.quarantine_asked)
        take("asked")
    }
}
