import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A screen: a title, what is on it, what went wrong with the last thing that was asked, and the way
/// to emergency care. It shows its top when there are `news`.
struct Page<Content: View>: View {
    private let title: Word
    /// In place of the title, where there is a better one.
    private let name: String?
    private let trouble: ErrorInfo?
    private let news: AnyHashable?
    private let leadsToHelp: Bool
    /// Whether it is the same whoever of several people is shown.
    private let isOfPhone: Bool
    private let content: Content
    @Environment(AppState.self) private var app

    init(
        title: Word, name: String? = nil, runner: ActionRunner? = nil, trouble: ErrorInfo? = nil,
        news: AnyHashable? = nil, leadsToHelp: Bool = true, isOfPhone: Bool = false,
        @ViewBuilder content: () -> Content
    ) {
        (self.title, self.name, self.content) = (title, name, content())
        (self.leadsToHelp, self.isOfPhone) = (leadsToHelp, isOfPhone)
        self.trouble = trouble ?? runner?.trouble
        self.news = self.trouble.map(AnyHashable.init) ?? news
    }

    var body: some View {
        ScrollViewReader { scroll in
            ScrollView { whole.padding(Measures.margin) }
                .scrollDismissesKeyboard(.interactively)
                .onChange(of: news) { _, now in
                    // They stand on top, and whoever has tapped may be far below.
                    if now != nil { scroll.scrollTo(Self.top, anchor: .top) }
                }
        }
        // For the way back to it; the bar shows none, since it cuts off what does not fit into a line.
        .navigationTitle(name ?? app.words[title])
        .navigationBarTitleDisplayMode(.inline)
        .toolbar {
            ToolbarItem(placement: .principal) { Text(verbatim: "").accessibilityHidden(true) }
            if leadsToHelp {
                ToolbarItem(placement: .topBarTrailing) { EmergencyButton() }
            }
        }
    }

    private var whole: some View {
        VStack(alignment: .leading, spacing: 16) {
            Text(name ?? app.words[title])
                .font(.largeTitle)
                .accessibilityAddTraits(.isHeader)
                .id(Self.top)
            if !isOfPhone { Whose() }
            if let trouble { ErrorView(trouble: trouble) }
            content
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }

    private static var top: String { "top" }
}
