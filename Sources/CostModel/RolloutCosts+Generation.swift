import Quantities
import Specification

extension RolloutCosts {
  /// Seconds in which a replica answers prompts that all start together, until the last is done.
  ///
  /// As samples end, the batch shrinks and the steps get faster: the time is summed over stretches of
  /// length. What a scheduler does when samples wait for room is the simulation's to say.
  public func generation(prompt: Int, responses: [Int]) -> Seconds {
    let lengths = responses.sorted()
    guard let longest = lengths.last, longest > 0 else { return .zero }
    let ranks = max(1, layout.data)
    let perRank = (lengths.count + ranks - 1) / ranks
    var seconds =
      prefill(
        rankTokens: prompt * perRank,
        rankTokenPairs: Double(perRank) * Double(prompt) * Double(prompt),
        replicaTokens: prompt * lengths.count
      ).value
    let stretches = 64
    var done = 0
    for stretch in 0..<stretches {
      let start = longest * stretch / stretches
      let end = longest * (stretch + 1) / stretches
      while done < lengths.count, lengths[done] <= start { done += 1 }
      let running = lengths.count - done
      guard running > 0, end > start else { continue }
      // Waves, where more run than a rank takes.
      let each = (running + ranks - 1) / ranks
      let waves = Double(max(1, (each + layout.maxSamplesPerRank - 1) / layout.maxSamplesPerRank))
      let batch = min(each, layout.maxSamplesPerRank)
      let rate = decode(rankSamples: batch, replicaSamples: min(running, batch * ranks))
      let context = Double(prompt + (start + end) / 2) * Double(batch)
      seconds +=
        waves * rate.step(contextTokens: context).value * Double(end - start) / rate.tokensPerStep
    }
    return Seconds(seconds)
  }
}
