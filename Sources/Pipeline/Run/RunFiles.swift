/// Names of files in a run's directory.
public enum RunFiles {
  /// The trained weights.
  public static let model = "model.safetensors"
  /// Weights of the best epoch so far, while a training that may stop early goes on.
  public static let best = "best.safetensors"
  /// What the model said of all samples, `[samples, classes]` float32.
  public static let logits = "logits.npy"
  /// Latent features of all samples, `[samples, d]` float32.
  public static let features = "features.npy"
  /// What an analyzer built, for questions after the run.
  /// - Parameter component: The id of the analyzer's component.
  static func state(of component: String) -> String { "\(component).state" }
}
