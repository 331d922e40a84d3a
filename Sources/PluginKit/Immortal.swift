/// Copies a table to memory that lives until the process ends, as the ABI asks.
func immortal<Table>(_ table: Table) -> UnsafeMutablePointer<Table> {
  let memory = UnsafeMutablePointer<Table>.allocate(capacity: 1)
  memory.initialize(to: table)
  return memory
}

/// A C string that lives until the process ends.
func immortal(_ text: String) -> UnsafePointer<CChar> {
  let utf8 = text.utf8CString
  let memory = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
  for (i, byte) in utf8.enumerated() { memory[i] = byte }
  return UnsafePointer(memory)
}
