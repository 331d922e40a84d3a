import Core
import Foundation
import Glibc

extension RunStore {
  /// Makes this process the only one that works on a run, until the returned lock goes away or the process dies.
  ///
  /// Also removes what a killed process left half-written in the run's directory.
  /// - Throws: when another process works on it.
  public func lock(_ run: Run) throws -> FileLock {
    let doing = "working on \(run.name)"
    let busy = LeapError(
      .usage, doing: doing, problem: "another leap-host is working on it", place: run.directory,
      remedy: "wait for it or stop it, then run the command again")
    try makeFolder(run.directory, doing: doing)
    let lock = try FileLock(path: run.path("run.lock"), doing: doing, busy: busy)
    try sweep(run)
    return lock
  }

  /// Nobody else writes here now: temporary files and unrecorded checkpoints are leftovers.
  private func sweep(_ run: Run) throws {
    let checkpoint = try checkpoint(of: run)?.file
    // What cannot be listed cannot be swept either; it only costs space.
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: run.directory) else { return }
    for name in names where name.hasSuffix(temporarySuffix) || isCheckpoint(name) && name != checkpoint {
      unlink(run.path(name))
    }
  }
}
