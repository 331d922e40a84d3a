import Core
import Foundation

/// The processor features that the shipped kernels are compiled for.
public enum Processor {
  /// Checks that this processor has the instructions that this program was built for.
  /// - Throws: one clear line on a machine that could only answer with an illegal instruction.
  public static func check(cpuinfo: String? = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) throws {
    #if arch(x86_64)
      guard let line = cpuinfo?.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else { return }
      let flags = Set(line.split(separator: " ").map(String.init))
      let missing = ["avx2", "fma", "bmi2", "f16c", "movbe"].filter { !flags.contains($0) }
      guard missing.isEmpty else {
        throw LeapError(
          .system, doing: "starting", problem: "this processor lacks \(missing.joined(separator: ", "))",
          remedy: "Leap needs x86-64-v3 (AVX2 and FMA: Intel Haswell or AMD Excavator, or later) or arm64")
      }
    #endif
  }
}
