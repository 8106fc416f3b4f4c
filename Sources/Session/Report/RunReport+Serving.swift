import Quantities
import Specification
import Telemetry

extension RunReport {
  /// How requests fared, as lines of text.
  func servingLines(_ status: ServingStatus) -> [String] {
    let whole =
      status.answered == status.requests
      ? "all \(status.requests) requests answered"
      : "\(status.answered) of \(status.requests) requests answered, \(status.arrived) have come"
    let rates: [(String, String)] = [
      ("requests", "\(status.requestsPerSecond.fixed(1)) a second"),
      (
        "throughput",
        "\(status.tokensPerSecond.fixed(0)) tokens/s, "
          + "\((status.tokensPerSecond / Double(cards)).fixed(1)) a card"
      ),
      ("written", "\(status.responseTokensPerSecond.fixed(0)) tokens/s"),
      (
        "KV cache",
        "\((status.cacheMean * 100).fixed(1)) % filled on average, the fullest rank "
          + "\((status.cachePeak * 100).fixed(1)) % at its fullest"
      ),
      ("preemptions", "\(status.preemptions)"),
    ]
    let width = rates.map(\.0.count).max() ?? 0
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    var lines = ["\(whole) in \(status.span.seconds.fixed(3)) s"]
    lines += rates.map { "  \(padded($0.0, width))  \($0.1)" }
    lines += ["", "  milliseconds            mean       p50       p95       p99   longest"]
    for (_, title, spread) in status.spreads {
      let figures = spread.figures.map { figure in
        let text = (figure.1.value * 1e3).fixed(2)
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
      }
      lines.append("  \(padded(title, 18))\(figures.joined())")
    }
    return lines
  }
}

extension ServingStatus {
  /// The durations, with their keys and titles.
  fileprivate var spreads: [(key: String, title: String, spread: Spread)] {
    [
      ("queueing", "queueing", queueing), ("ttft", "first token, TTFT", firstToken),
      ("tpot", "each more, TPOT", perToken), ("latency", "end to end", latency),
    ]
  }

  /// The status as JSON, seconds throughout.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("requests", .integer(requests)), .init("arrived", .integer(arrived)),
      .init("answered", .integer(answered)), .init("span_s", .number(span.seconds)),
      .init("requests_per_second", .number(requestsPerSecond)),
      .init("tokens_per_second", .number(tokensPerSecond)),
      .init("response_tokens_per_second", .number(responseTokensPerSecond)),
      .init("prompt_tokens", .integer(promptTokens)),
      .init("response_tokens", .integer(responseTokens)),
    ]
    members += spreads.map { key, _, spread in
      .init(
        "\(key)_s",
        .object(spread.figures.map { JSON.Member($0.0, .number($0.1.value)) }))
    }
    members += [
      .init("kv_mean_share", .number(cacheMean)), .init("kv_peak_share", .number(cachePeak)),
      .init("preemptions", .integer(preemptions)),
    ]
    return .object(members)
  }
}

extension ServingStatus.Spread {
  /// The figures by name.
  fileprivate var figures: [(String, Seconds)] {
    [("mean", mean), ("p50", p50), ("p95", p95), ("p99", p99), ("max", longest)]
  }
}
