import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A photo for a question, or to compare others with: the front camera with hints, what could be better about
/// what was taken, and the way it goes. It never lies in a file.
struct PhotoScreen: View {
    let wanted: PhotoFor
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var photo: PhotoModel

    init(for wanted: PhotoFor) {
        self.wanted = wanted
        _photo = State(wrappedValue: PhotoModel(for: wanted))
    }

    var body: some View {
        let isWanted = app.model.person?.asks(for: wanted) == true
        Page(title: .photoTitle, runner: runner, news: isWanted ? nil : wanted) {
            if !isWanted {
                PhotoOver(wanted: wanted, isSent: photo.isSent)
            } else if photo.attempt != nil {
                PhotoTaken(photo: photo, runner: runner)
            } else {
                taking
                if case .check(let check) = wanted {
                    RouteLink(.checkCannot, to: .patient(.cannot(check)))
                }
            }
        }
        .covered()
    }

    @ViewBuilder private var taking: some View {
        if app.facts.camera {
            PhotoPreview(photo: photo, runner: runner)
        } else {
            Text(app.words[.photoCameraWhy])
            WideButton(.inspectCamera, leads: true) { await app.allowCamera() }
        }
    }
}

/// What came of it: of the question that it answers, or that it goes by itself.
struct PhotoOver: View {
    let wanted: PhotoFor
    let isSent: Bool
    @Environment(AppState.self) private var app

    var body: some View {
        // Of whose part is hidden nothing is drawn once it was answered.
        if isSent, check == nil {
            Noted(text: app.words[.photoReference])
        } else {
            CheckText(check: check)
        }
        CheckOver(check: check)
    }

    private var check: CheckView? {
        guard case .check(let id) = wanted else { return nil }
        return app.model.person?.check(id)
    }
}
