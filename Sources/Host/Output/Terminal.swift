import Foundation
import Synchronization

/// What goes to standard error: notes, errors, and a progress line where a person is watching.
enum Terminal {
  static let isInteractive = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  static let hasColor = isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

  private static let lineIsOpen = Mutex(false)

  /// One line for good.
  static func line(_ text: String) {
    lineIsOpen.withLock { open in
      write((open ? "\r\u{1B}[K" : "") + text + "\n")
      open = false
    }
  }

  static func error(_ text: String) { line((hasColor ? "\u{1B}[31merror:\u{1B}[0m " : "error: ") + text) }
  static func warning(_ text: String) { line((hasColor ? "\u{1B}[33mwarning:\u{1B}[0m " : "warning: ") + text) }

  /// A line that the next one replaces. Does nothing where nobody is watching.
  static func transient(_ text: String) {
    guard isInteractive else { return }
    lineIsOpen.withLock { open in
      write("\r\u{1B}[K" + text.prefix(width - 1))
      open = true
    }
  }

  private static var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
