import EventKernel
import Quantities

/// An imperfect guess of how long responses will be, such as a trained ranker makes from the prompt.
///
/// It knows the truth and blurs it; what a policy gets to see is the guess alone. The blur is named by the
/// group, like the lengths themselves, so that it is the same in every future.
struct LengthPredictor: Sendable {
  let seed: UInt64

  /// For each of a group's samples, predicted over true length.
  ///
  /// Log-normal with a median of 1; `error` is the standard deviation of the logarithm.
  func factors(ofGroup group: Int, count: Int, error: Double) -> [Double] {
    guard error > 0 else { return Array(repeating: 1, count: count) }
    var random = RandomStream(seed: seed, purpose: .lengthPredictions, index: group)
    return (0..<count).map { _ in ElementaryFunctions.exp(error * random.normal()) }
  }
}

extension RandomStream.Purpose {
  /// Errors of the predicted lengths of responses, by group.
  static let lengthPredictions = RandomStream.Purpose("length predictions")
  /// Faults that come by a rate, by rate and order.
  static let faults = RandomStream.Purpose("faults")
}
