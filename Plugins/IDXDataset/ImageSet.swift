import Kernels
import PluginKit

/// Images with their labels, row by row: one of the two pairs of files.
struct ImageSet {
  let images: IDXFile
  let labels: IDXFile

  /// - Parameter name: "train" or "t10k"
  /// - Throws: as `IDXFile`, and `.data` when the two files have different counts.
  init(_ name: String, in folder: String) throws {
    images = try IDXFile("\(name)-images", rank: 3, in: folder)
    labels = try IDXFile("\(name)-labels", rank: 1, in: folder)
    guard images.count == labels.count else {
      throw FileError.data(
        labels.path, "has \(labels.count) labels, but \(images.path) has \(images.count) images")
    }
    guard images.shape[1] > 0, images.shape[2] > 0 else {
      throw FileError.data(images.path, "holds images of \(height) x \(width) pixels")
    }
  }

  var count: Int { images.count }
  var height: Int { images.shape[1] }
  var width: Int { images.shape[2] }

  /// The largest of the first `rows` labels; nil when there is none.
  func largestLabel(rows: Range<Int>) -> Int? {
    Bytes.largest(UnsafeBufferPointer(rebasing: labels.values[rows])).map(Int.init)
  }

  /// - Throws: `.data` naming the first row whose label is not below `classes`.
  func checkLabels(rows: Range<Int>, classes: Int) throws {
    guard let largest = largestLabel(rows: rows), largest >= classes else { return }
    let values = labels.values
    let row = rows.first { values[$0] >= classes }!
    throw PluginError(
      .data,
      "\(labels.path) has the label \(values[row]) in row \(row), but the option 'class_names' has only \(classes) names; "
        + "add the missing names or leave the option out")
  }
}
