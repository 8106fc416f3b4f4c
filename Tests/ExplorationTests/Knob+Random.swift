import TestKit
import Specification

extension Knob {
  /// A knob drawn at random.
  static func random(using dice: inout Dice) -> Knob {
    let isOn = Bool.random(using: &dice)
    return switch Int.random(in: 0..<11, using: &dice) {
    case 0: .fusion(isOn)
    case 1: .staleness(Int.random(in: 0...4, using: &dice))
    case 2: .distributedQueue(isOn)
    case 3: .expertBalance(isOn)
    case 4: .split(isOn ? 384 : 192)
    case 5: .speculation(isOn ? 70 : nil)
    case 6: .memory(isOn ? .keepBoth : .offload)
    case 7: isOn ? .failServer(3) : .recoverCard(24)
    case 8: .reshard(Bool.random(using: &dice) ? .pointToPoint : .directed)
    case 9: .reshardOverlap(isOn ? .layers : .none)
    default: .failCard(Int.random(in: 0..<384, using: &dice))
    }
  }
}
