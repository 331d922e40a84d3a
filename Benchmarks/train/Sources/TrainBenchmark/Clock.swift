import Glibc

/// Wall and processor seconds since `start`, and the process's peak memory.
final class Clock {
  private var wall = 0.0
  private var cpu = 0.0

  func start() {
    wall = Self.now(CLOCK_MONOTONIC)
    cpu = Self.now(CLOCK_PROCESS_CPUTIME_ID)
  }

  var elapsed: Double { Self.now(CLOCK_MONOTONIC) - wall }

  func line(wall: Double? = nil) -> String {
    let w = wall ?? elapsed, c = Self.now(CLOCK_PROCESS_CPUTIME_ID) - cpu
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return #"{"wall": \#(w), "cpu": \#(c), "mb": \#(Double(usage.ru_maxrss) / 1024)}"#
  }

  private static func now(_ clock: clockid_t) -> Double {
    var t = timespec()
    clock_gettime(clock, &t)
    return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec)
  }
}
