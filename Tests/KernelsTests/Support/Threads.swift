import Glibc
import Kernels
import Synchronization

/// As many threads as lanes, all of them started for every run.
func threads(_ lanes: Int) -> Parallel {
  Parallel(lanes: lanes) { units, body in
    withoutActuallyEscaping(body) { body in
      let next = Mutex(0)
      func take() -> Int {
        next.withLock {
          $0 += 1
          return $0 - 1
        }
      }
      withoutActuallyEscaping(take) { take in
        var handles: [pthread_t] = []
        for lane in 0..<lanes {
          let work = Work {
            while case let unit = take(), unit < units { body(lane, unit) }
          }
          var handle = pthread_t()
          let made = pthread_create(
            &handle, nil,
            {
              Unmanaged<Work>.fromOpaque($0!).takeRetainedValue().run()
              return nil
            }, Unmanaged.passRetained(work).toOpaque())
          if made == 0 { handles.append(handle) }
        }
        for handle in handles { pthread_join(handle, nil) }
      }
    }
  }
}

private final class Work {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}

/// Runs units backwards and alternates lanes, as no real pool would: answers must not notice.
let backwards = Parallel(lanes: 3) { units, body in
  for unit in (0..<units).reversed() { body(unit % 3, unit) }
}
