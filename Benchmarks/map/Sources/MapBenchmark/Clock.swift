import Glibc

/// Wall and processor seconds since it was made or read last.
struct Clock {
  private var wall = now(CLOCK_MONOTONIC)
  private var cpu = now(CLOCK_PROCESS_CPUTIME_ID)

  mutating func lap() -> (wall: Double, cpu: Double) {
    let old = self
    self = Clock()
    return (wall - old.wall, cpu - old.cpu)
  }

  private static func now(_ clock: clockid_t) -> Double {
    var t = timespec()
    clock_gettime(clock, &t)
    return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec)
  }
}

/// The process's, in MB.
var peakMemory: Double {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return Double(usage.ru_maxrss) / 1024
}
