import EventKernel
import Quantities

/// New weights on their way to replicas that do not wait for the last of them.
///
/// A replica reads prompts layer by layer, so that it needs a layer only after it is done with those
/// before.
struct WeightStream: Sendable {
  /// When each layer is there, in order.
  private let arrivals: [SimTime]

  /// Layers that arrive so long after a time.
  init(start: SimTime, arrivals: [SimDuration]) {
    self.arrivals = arrivals.map { start + $0 }
  }

  /// Layers that arrive one by one, in equal spans.
  init(start: SimTime, layers: Int, over duration: SimDuration) {
    self.init(
      start: start,
      arrivals: (1...max(1, layers)).map {
        .seconds(duration.seconds * Double($0) / Double(max(1, layers)))
      })
  }

  /// When the last layer is there.
  var end: SimTime { arrivals.last ?? .zero }
  /// When the first layer is there.
  var beginning: SimTime { arrivals.first ?? .zero }

  /// How long it takes from now on to do work that is spread over all layers alike.
  ///
  /// Each layer waits until it has come; the ones behind it follow without a gap.
  func duration(of work: SimDuration, from now: SimTime) -> SimDuration {
    var longest = work
    for (layer, arrival) in arrivals.enumerated() where arrival > now {
      let rest = Double(arrivals.count - layer) / Double(arrivals.count)
      longest = max(longest, arrival - now + .seconds(work.seconds * rest))
    }
    return longest
  }
}
