import SwiftUI
import UIKit
import WebKit

/// The page as the core draws it. The system's printing also saves and shares it.
struct PageView: UIViewRepresentable {
    let page: String
    let printer: PagePrinter

    func makeUIView(context _: Context) -> WKWebView {
        let settings = WKWebViewConfiguration()
        // A picture needs no scripts.
        settings.defaultWebpagePreferences.allowsContentJavaScript = false
        let view = WKWebView(frame: .zero, configuration: settings)
        printer.view = view
        return view
    }

    func updateUIView(_ view: WKWebView, context _: Context) {
        guard let nowhere = URL(string: "about:blank") else { return }
        view.load(
            Data(page.utf8), mimeType: "image/svg+xml", characterEncodingName: "utf-8",
            baseURL: nowhere)
    }
}

/// Prints a page.
@MainActor final class PagePrinter {
    weak var view: WKWebView?

    nonisolated init() {}

    func print() {
        guard let view else { return }
        let printing = UIPrintInteractionController.shared
        printing.printFormatter = view.viewPrintFormatter()
        printing.present(animated: true, completionHandler: nil)
    }
}
