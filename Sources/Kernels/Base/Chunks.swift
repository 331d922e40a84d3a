/// How many samples are worked on as one unit by loops over many samples, whatever the number of lanes: sums that are taken once a
/// chunk and added in their order are equal to the last bit for any number of lanes.
let samplesOfChunk = 512

/// The number of chunks that `count` samples make.
@inline(__always)
func chunks(of count: Int) -> Int { (count + samplesOfChunk - 1) / samplesOfChunk }

/// The samples of a chunk, of which the last may be shorter.
@inline(__always)
func chunkRange(_ chunk: Int, of count: Int) -> Range<Int> {
  chunk * samplesOfChunk..<min(count, (chunk + 1) * samplesOfChunk)
}
