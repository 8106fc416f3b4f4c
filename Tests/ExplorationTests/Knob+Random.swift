import TestKit
import Specification

extension Knob {
  /// A knob drawn at random.
  static func random(using dice: inout Dice) -> Knob {
    let isOn = Bool.random(using: &dice)
    return switch Int.random(in: 0..<7, using: &dice) {
    case 0: .fusion(isOn)
    case 1: .staleness(Int.random(in: 0...4, using: &dice))
    case 2: .distributedQueue(isOn)
    case 3: .expertBalance(isOn)
    case 4: .reshard(Bool.random(using: &dice) ? .pointToPoint : .directed)
    case 5: .reshardOverlap(isOn ? .layers : .none)
    default: .failCard(Int.random(in: 0..<384, using: &dice))
    }
  }
}
