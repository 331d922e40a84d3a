import Foundation
import Store
import Testing

/// Arrays from outside take the same path as samples and agree with an independent implementation.
@Suite struct ReferenceTests {
  private let reference = HostProcess.repository + "/Tests/Fixtures/reference"

  /// `first` is the sample with which `golden` begins.
  private func expectEqual(_ path: String, _ golden: String, from first: Int = 0) throws {
    let (shape, all) = try ArrayFile.readFloats(path)
    let values = all.dropFirst(first * shape.dropFirst().reduce(1, *))
    let (goldenShape, right) = try ArrayFile.readFloats(reference + "/" + golden)
    try #require(values.count >= right.count, "\(shape) against \(goldenShape)")
    let largest = right.reduce(0) { max($0, abs($1)) }
    let worst = zip(values, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(worst <= 1e-4 * largest, "\(golden): largest difference \(worst) of \(largest)")
  }

  @Test func evaluationWithoutAProject() throws {
    let folder = try HostProcess.folder()
    let answer = try HostProcess.run(
      ["evaluate", "--weights", reference + "/weights.safetensors", "--input", reference + "/images.npy", "--output", "out"],
      in: folder)
    try #require(answer.status == 0, "\(answer.errors)")
    try expectEqual(folder + "/out/logits.npy", "logits.npy")
    try expectEqual(folder + "/out/features.npy", "features.npy")
  }

  @Test func heatMaps() throws {
    let folder = try HostProcess.folder()
    let arrays = ["--weights", reference + "/weights.safetensors", "--input", reference + "/images.npy"]
    let saliency = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "saliency", "--class", "all", "--output", "saliency.npy"], in: folder)
    try #require(saliency.status == 0, "\(saliency.errors)")
    try expectEqual(folder + "/saliency.npy", "saliency.npy")
    let cam = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "gradcam", "--layer", "conv2", "--class", "all", "--raw", "--output", "cam.npy"],
      in: folder)
    try #require(cam.status == 0, "\(cam.errors)")
    try expectEqual(folder + "/cam.npy", "gradcam_conv2.npy")
    let loss = try HostProcess.run(
      ["heatmap"] + arrays
        + ["--labels", reference + "/labels.npy", "--method", "saliency", "--class", "loss", "--output", "loss.npy"], in: folder)
    try #require(loss.status == 0, "\(loss.errors)")
    try expectEqual(folder + "/loss.npy", "loss_gradient.npy")
    let enlarged = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "gradcam", "--layer", "conv2", "--class", "all", "--output", "large.npy"], in: folder)
    try #require(enlarged.status == 0, "\(enlarged.errors)")
    try expectEqual(folder + "/large.npy", "gradcam_conv2_28x28.npy")
    let steps = ["--option", "steps=50", "--option", "max_steps=50"]
    let integrated = try HostProcess.run(
      ["heatmap"] + arrays + ["--method", "integrated-gradients", "--class", "all", "--output", "ig.npy"] + steps, in: folder)
    try #require(integrated.status == 0, "\(integrated.errors)")
    try expectEqual(folder + "/ig.npy", "integrated_gradients.npy")
    try expectEqual(folder + "/ig.npy", "integrated_gradients_10.npy", from: 10)
  }

  @Test func weightsAndImagesThatAreNoNumbersAreRefused() throws {
    let folder = try HostProcess.folder()
    var weights = try Data(contentsOf: URL(fileURLWithPath: reference + "/weights.safetensors"))
    weights.replaceSubrange(weights.count - 4..<weights.count, with: [0, 0, 0xC0, 0x7F])
    try weights.write(to: URL(fileURLWithPath: folder + "/nan.safetensors"))
    func run(_ weights: String, _ images: String, _ method: String) throws -> HostProcess.Answer {
      try HostProcess.run(
        ["heatmap", "--weights", weights, "--input", images, "--method", method, "--class", "3", "--output", "x.npy"], in: folder)
    }
    let broken = try run(folder + "/nan.safetensors", reference + "/images.npy", "saliency")
    #expect(broken.status == 65 && broken.errors.split(separator: "\n").count == 1, "\(broken.errors)")
    #expect(broken.lastError.contains("not a finite number") && broken.lastError.contains("nan.safetensors"), "\(broken.errors)")
    let sound = reference + "/weights.safetensors"
    var pixels = [Float](repeating: 0.5, count: 2 * 784)
    pixels[784 + 40] = .infinity
    try ArrayFile.write(pixels, shape: [2, 1, 28, 28], to: folder + "/infinite.npy")
    let infinite = try run(sound, "infinite.npy", "gradcam")
    #expect(infinite.status != 0 && infinite.lastError.contains("sample 1") && infinite.lastError.contains("inf"))
    // A picture of one gray has a map, and a warning that it has no shape.
    pixels[784 + 40] = 0.5
    try ArrayFile.write(pixels, shape: [2, 1, 28, 28], to: folder + "/gray.npy")
    for method in ["gradcam", "saliency", "integrated-gradients", "occlusion"] {
      let gray = try run(sound, "gray.npy", method)
      #expect(gray.status == 0 && gray.errors.contains("everywhere"), "\(method): \(gray.errors)")
      #expect(try ArrayFile.readFloats(folder + "/x.npy").values.allSatisfy(\.isFinite))
    }
  }
}
