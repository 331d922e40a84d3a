import Pipeline

/// The project's plugins, loaded when something first needs them: a finished run can be looked at without any.
actor LazySession {
  private let open: @Sendable () throws -> Session
  private var opened: Session?
  private var failure: (error: any Error, at: ContinuousClock.Instant)?
  /// How long a failure stands before plugins are tried again.
  private static let patience = Duration.seconds(3)

  init(open: @escaping @Sendable () throws -> Session) { self.open = open }

  /// - Throws: why they cannot be loaded.
  func session() async throws -> Session {
    if let opened { return opened }
    if let failure, ContinuousClock.now - failure.at < Self.patience { throw failure.error }
    do {
      let open = open
      let session = try await BlockingThreads.run { try open() }
      // Another caller may have been faster; all must share one.
      if let opened { return opened }
      opened = session
      return session
    } catch {
      failure = (error, .now)
      throw error
    }
  }
}
