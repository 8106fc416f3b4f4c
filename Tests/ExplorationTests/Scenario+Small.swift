import Quantities
import Specification

extension Scenario {
  /// A small version of the default scenario: the same machine, few and short samples.
  static func small(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario.panguCM384
    scenario.workload.promptsPerStep = 12
    scenario.workload.samplesPerPrompt = 4
    scenario.workload.responseLength = .logNormal(
      LogNormalLengths(mean: 300, sigma: 1, cap: 2048, correlation: 0.8))
    change(&scenario)
    return scenario
  }
}

extension Knob {
  /// A knob drawn at random.
  static func random(using dice: inout Dice) -> Knob {
    let isOn = Bool.random(using: &dice)
    return switch Int.random(in: 0..<5, using: &dice) {
    case 0: .fusion(isOn)
    case 1: .staleness(Int.random(in: 0...4, using: &dice))
    case 2: .distributedQueue(isOn)
    case 3: .expertBalance(isOn)
    default: .failCard(Int.random(in: 0..<384, using: &dice))
    }
  }
}

/// A small generator for choosing test cases.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
