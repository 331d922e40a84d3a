import Glibc

/// A file of floats `[count, dimensions]`, mapped.
struct Rows {
  let count: Int
  let dimensions: Int
  let values: UnsafePointer<Float>

  init(_ path: String, dimensions: Int) throws {
    let file = open(path, O_RDONLY)
    var about = stat()
    guard file >= 0, fstat(file, &about) == 0, about.st_size > 0,
      let start = mmap(nil, Int(about.st_size), PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), file, 0), start != MAP_FAILED
    else { throw Features.Missing(path: path) }
    close(file)
    self.dimensions = dimensions
    count = Int(about.st_size) / 4 / dimensions
    values = UnsafePointer(start.bindMemory(to: Float.self, capacity: count * dimensions))
  }
}
