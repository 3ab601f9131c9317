import DoorstepModel

/// Whose screens are open.
extension AppState {
    /// The person whose affairs are shown, by the core's name.
    public var me: String { model.person?.person ?? "" }

    /// Shows this person's first screen. What was typed was for whoever was shown before.
    public func choose(_ person: String) {
        if person != me { form = Form() }
        model.choose(person)
        Preferences.person = person
        nav = NavStack()
    }

    /// Lets go of the screens that a PIN hides now.
    public func closeHidden() {
        nav = NavStack(Array(nav.routes.prefix { model.shows($0) }))
    }
}
