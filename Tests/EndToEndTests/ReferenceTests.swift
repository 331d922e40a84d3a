import Foundation
import Store
import Testing

/// Arrays from outside take the same path as samples and agree with an independent implementation.
@Suite struct ReferenceTests {
  private let reference = HostProcess.repository + "/Tests/Fixtures/reference"

  private func expectEqual(_ path: String, _ golden: String, within bound: Float) throws {
    let (shape, values) = try ArrayFile.readFloats(path)
    let (goldenShape, right) = try ArrayFile.readFloats(reference + "/" + golden)
    try #require(values.count >= right.count, "\(shape) against \(goldenShape)")
    let largest = right.reduce(0) { max($0, abs($1)) }
    let worst = zip(values, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(worst <= bound * largest, "\(golden): largest difference \(worst) of \(largest)")
  }

  @Test func evaluationWithoutAProject() throws {
    let folder = try HostProcess.folder()
    let answer = try HostProcess.run(
      ["evaluate", "--weights", reference + "/weights.safetensors", "--input", reference + "/images.npy", "--output", "out"],
      in: folder)
    try #require(answer.status == 0, "\(answer.errors)")
    try expectEqual(folder + "/out/logits.npy", "logits.npy", within: 1e-4)
    try expectEqual(folder + "/out/features.npy", "features.npy", within: 1e-4)
  }

  @Test func heatMaps() throws {
    let folder = try HostProcess.folder()
    let arrays = ["--weights", reference + "/weights.safetensors", "--input", reference + "/images.npy"]
    let saliency = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "saliency", "--class", "all", "--output", "saliency.npy"], in: folder)
    try #require(saliency.status == 0, "\(saliency.errors)")
    try expectEqual(folder + "/saliency.npy", "saliency.npy", within: 1e-4)
    let cam = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "gradcam", "--layer", "conv2", "--class", "all", "--raw", "--output", "cam.npy"],
      in: folder)
    try #require(cam.status == 0, "\(cam.errors)")
    try expectEqual(folder + "/cam.npy", "gradcam_conv2.npy", within: 1e-4)
    let loss = try HostProcess.run(
      ["heatmap"] + arrays
        + ["--labels", reference + "/labels.npy", "--method", "saliency", "--class", "loss", "--output", "loss.npy"], in: folder)
    try #require(loss.status == 0, "\(loss.errors)")
    try expectEqual(folder + "/loss.npy", "loss_gradient.npy", within: 1e-4)
  }
}
