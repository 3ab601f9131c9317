package doorstep.app

/** What people see who share a phone. */
class HouseholdPicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        val take = { screen: String -> pictures.take(robot, "household", "household-$screen") }
        robot.open()
        val household = Household(robot)
        val child = household.child()
        robot.sees(R.string.people_others)
        take("passes")
        child.begins("--child", "--checks", "0", "--surprises", "1")
        child.settles()
        robot.sees(R.string.quarantine_none)
        take("quarantine")
        robot.go(Route.Screen.PEOPLE, "").sees(R.string.people_child)
        take("people")
        robot.tap(R.string.people_add).sees(R.string.welcome_start)
        take("welcome")
        household.chooses(Household.CHILDS_MARK)
        robot.go(Route.Screen.SETTINGS, "")
        take("settings")
        robot.tap(R.string.people_remove)
        take("remove")
        robot.tap(R.string.people_remove_now).sees(R.string.people_keep).settle()
        take("remove-refused")
    }
}
