import Specification
import Testing

@Suite struct SuggestionTests {
  static let words = ["prompts-per-step", "samples-per-prompt", "staleness", "tp", "pp", "seed"]

  @Test(arguments: [
    ("promptsPerStep", "prompts-per-step"), ("prompts_per_step", "prompts-per-step"),
    ("PROMPTS-PER-STEP", "prompts-per-step"), ("stalenes", "staleness"),
    ("staelness", "staleness"), ("stale", "staleness"), ("sede", "seed"), ("tpp", "tp"),
    ("samples-per-promt", "samples-per-prompt"),
  ])
  func `a slip finds the word that was meant`(slip: String, word: String) {
    #expect(Suggestion.nearest(to: slip, among: Self.words) == word)
  }

  @Test(arguments: ["", "banana", "x", "temperature", String(repeating: "s", count: 10_000)])
  func `a word that is near to none finds none`(word: String) {
    #expect(Suggestion.nearest(to: word, among: Self.words) == nil)
    #expect(
      Suggestion.remedy(for: word, among: Self.words)
        == "known are prompts-per-step, samples-per-prompt, staleness, tp, pp, seed")
  }
}
