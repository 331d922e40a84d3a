/// One thing that a library offers. A type that conforms to one of the role protocols (`DatasetPlugin`, `ModelPlugin`,
/// `MetadataPlugin`, `MetricPlugin`, `VisualizerPlugin`, `AnalyzerPlugin`) is listed in its `Library`.
public protocol Component: AnyObject {
  /// What the host learns of the component before it makes an instance.
  static var manifest: Manifest { get }
  /// Makes one instance with options that have passed the manifest's schema; what it throws refuses them.
  /// - Parameter options: Those of the manifest's table, within their bounds and with defaults filled in.
  init(options: OptionValues, call: Call) throws
}
