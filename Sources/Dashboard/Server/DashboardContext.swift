import Hummingbird
import NIOCore

/// What is known of a request beside itself: over which connection it came.
struct DashboardContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
