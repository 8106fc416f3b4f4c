import Quantities
import Telemetry

/// Steps as comma-separated values (RFC 4180, with line feeds), the figures those of the JSON.
public enum StepTable {
  /// The line with the columns' names.
  public static let header: String = {
    var columns = [
      "step", "start_s", "seconds", "tokens", "tokens_per_second", "tokens_per_second_per_card",
    ]
    columns += Role.allCases.map { "\($0.key)_s" }
    columns += ["staleness_mean", "staleness_max", "samples"]
    columns += Activity.allCases.map { "\($0.key)_share" }
    return (columns + ["hash"]).joined(separator: ",") + "\n"
  }()

  /// The line of a step, in a cluster of so many cards.
  public static func row(_ step: StepRecord, cards: Int) -> String {
    flatten(step.json(cards: cards)).joined(separator: ",") + "\n"
  }

  /// The leaves of a value, in order: none of them needs quotes.
  private static func flatten(_ json: JSON) -> [String] {
    switch json {
    case .object(let members): members.flatMap { flatten($0.value) }
    case .array(let values): values.flatMap(flatten)
    case .string(let text): [text]
    case .null, .bool, .integer, .number: [json.text]
    }
  }
}
