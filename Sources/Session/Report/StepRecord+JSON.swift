import Quantities
import Telemetry

extension StepRecord {
  /// The step as JSON: simulated seconds, tokens, and the shares of die-time in each activity.
  ///
  /// Throughput is given whole and for each of so many cards.
  public func json(cards: Int) -> JSON {
    [
      "step": .integer(step), "start_s": .number(start.seconds),
      "seconds": .number(duration.seconds), "tokens": .integer(tokens),
      "tokens_per_second": .number(tokensPerSecond),
      "tokens_per_second_per_card": .number(tokensPerSecond / Double(cards)),
      "phases": .object(
        Role.allCases.map { .init($0.key, .number(roles[Int($0.rawValue)].seconds)) }),
      "staleness_mean": .number(meanStaleness), "staleness_max": .integer(maxStaleness),
      "samples": .integer(samples),
      "shares": .object(Activity.allCases.map { .init($0.key, .number(share(of: $0))) }),
      "hash": .hash(hash),
    ]
  }
}
