/// One response, in flight or finished, in the table that replicas and trainer share.
struct Sample: Sendable {
  /// How far it is.
  enum Status: UInt8, Sendable {
    /// Still to be written, or being written.
    case pending
    /// Written to its end, and among those that the group needs.
    case finished
    /// Given up.
    case dropped
  }

  /// The slot of its group.
  var group: Int32
  /// The rank it was handed to, counted over all replicas; -1 before that.
  var rank: Int32 = -1
  /// Tokens of the prompt.
  var promptTokens: Int32
  /// Tokens that the response will have: the truth, which no policy sees.
  var length: Int32
  /// Tokens that a predictor expects the response to have.
  var expected: Int32 = 0
  /// Response tokens that were written when it last left a replica's batch.
  var written: Int32 = 0
  /// The replica's count of decode steps when it entered the batch.
  var startStep: Int64 = 0
  /// How far it is.
  var status = Status.pending
  /// Whether it is in a replica's batch.
  var isRunning = false
  /// Whether its KV cache comes along to its next rank, so that nothing is to be read again.
  var keepsCache = false

  /// Tokens it holds in the KV cache when it enters the batch: all that is to be read again.
  var contextTokens: Int { Int(promptTokens) + Int(written) }

  /// Response tokens written after so many decode steps of the replica.
  func written(at step: Int64, tokensPerStep: Double) -> Int32 {
    let gained = (Double(step - startStep) * tokensPerStep).rounded(.down)
    return min(length, written + Int32(gained))
  }

  /// The replica's count of decode steps at which it is finished.
  func finishStep(tokensPerStep: Double) -> Int64 {
    let left = length - written
    guard tokensPerStep != 1 else { return startStep + Int64(left) }
    return startStep + Int64((Double(left) / tokensPerStep).rounded(.up))
  }
}
