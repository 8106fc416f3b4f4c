import Quantities
import Specification

/// A GPU of published cases, with the links of the servers that it is sold in.
struct GraphicsCard: Sendable {
  /// How publications call it, in small letters.
  let names: [String]
  var chip: Chip
  /// Gigabytes a second to a neighbour in the server, one way.
  let inside: Double
  /// Gigabytes a second to another server, one way.
  let outside: Double
  /// Whether four of them are a tray of a rack that is one domain.
  var trays = false
  /// Whether its servers are of the A100's time.
  var isAmpere = false
  /// The part without NVLink, where there is one of the same name.
  var onPCIe: Boxed?

  /// A card as a property of a card.
  struct Boxed: Sendable {
    private let one: [GraphicsCard]
    init(_ card: GraphicsCard) { one = [card] }
    var value: GraphicsCard { one[0] }
  }

  /// All that are known, those with longer names before those whose names they hold.
  static let all: [GraphicsCard] = [
    GraphicsCard(
      names: ["gb300"], chip: .nvidia("GB300", 2500, eightBit: 5000, gibi: 267, memory: 8000),
      inside: 900, outside: 100, trays: true),
    GraphicsCard(
      names: ["gb200"], chip: .nvidia("GB200", 2450, eightBit: 4900, gibi: 173, memory: 8000),
      inside: 900, outside: 50, trays: true),
    GraphicsCard(
      names: ["b300"], chip: .nvidia("B300", 2250, eightBit: 4500, gibi: 267, memory: 8000),
      inside: 900, outside: 100),
    GraphicsCard(
      names: ["b200", "b100"], chip: .nvidia("B200", 2250, eightBit: 4500, gibi: 167, memory: 7700),
      inside: 900, outside: 50),
    GraphicsCard(
      names: ["gh200"], chip: .nvidia("GH200", 989, eightBit: 1979, gibi: 90, memory: 4000),
      inside: 450, outside: 50),
    GraphicsCard(
      names: ["h200"], chip: .nvidia("H200 SXM", 989, eightBit: 1979, gibi: 131, memory: 4800),
      inside: 450, outside: 50),
    GraphicsCard(names: ["h800"], chip: .h800, inside: 200, outside: 50),
    GraphicsCard(
      names: ["h100 nvl", "h100nvl", "h100-nvl", "h100_nvl"],
      chip: .nvidia("H100 NVL", 835, eightBit: 1671, gibi: 88, memory: 3900), inside: 300,
      outside: 25),
    GraphicsCard(
      // Eos is NVIDIA's cluster of them.
      names: ["h100", "eos"], chip: .h100, inside: 450, outside: 50,
      onPCIe: Boxed(
        GraphicsCard(
          names: [], chip: .nvidia("H100 PCIe", 756, eightBit: 1513, gibi: 80, memory: 2000),
          inside: 64, outside: 25))),
    GraphicsCard(names: ["h20"], chip: .h20, inside: 450, outside: 50),
    GraphicsCard(
      names: ["a800"], chip: .nvidia("A800 80GB", 312, eightBit: 624, gibi: 80, memory: 2039),
      inside: 200, outside: 25, isAmpere: true),
    GraphicsCard(
      // Selene is NVIDIA's cluster of them.
      names: ["a100", "selene"], chip: .a100, inside: 300, outside: 25, isAmpere: true,
      onPCIe: Boxed(
        GraphicsCard(
          names: [], chip: .nvidia("A100 80GB PCIe", 312, eightBit: 624, gibi: 80, memory: 1935),
          inside: 32, outside: 12.5, isAmpere: true))),
    GraphicsCard(
      names: ["rtx pro 6000", "rtx_pro_6000", "rtx-pro-6000", "rtxpro6000"],
      chip: .nvidia("RTX PRO 6000", 500, eightBit: 1000, gibi: 89, memory: 1792), inside: 64,
      outside: 50),
    GraphicsCard(
      names: ["l40s"], chip: .nvidia("L40S", 362, eightBit: 733, gibi: 45, memory: 864),
      inside: 32, outside: 25, isAmpere: true),
    GraphicsCard(
      names: ["l40"], chip: .nvidia("L40", 181, eightBit: 362, gibi: 45, memory: 864), inside: 32,
      outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["l20"], chip: .nvidia("L20", 119.5, eightBit: 239, gibi: 45, memory: 864),
      inside: 32, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["l4"], chip: .nvidia("L4", 121, eightBit: 242, gibi: 22, memory: 300), inside: 16,
      outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["a40"], chip: .nvidia("A40", 150, eightBit: 299, gibi: 45, memory: 696), inside: 32,
      outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["a30"], chip: .nvidia("A30", 165, eightBit: 330, gibi: 22, memory: 933), inside: 32,
      outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["a10", "a10g"], chip: .nvidia("A10", 125, eightBit: 250, gibi: 22, memory: 600),
      inside: 32, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["v100"], chip: .nvidia("V100", 125, eightBit: nil, gibi: 32, memory: 900),
      inside: 150, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["t4"], chip: .nvidia("T4", 65, eightBit: 130, gibi: 15, memory: 300), inside: 16,
      outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["4090"], chip: .nvidia("RTX 4090", 165, eightBit: 330, gibi: 24, memory: 1008),
      inside: 32, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["5090"], chip: .nvidia("RTX 5090", 210, eightBit: 419, gibi: 31, memory: 1792),
      inside: 64, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["3090"], chip: .nvidia("RTX 3090", 71, eightBit: 142, gibi: 24, memory: 936),
      inside: 32, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["a6000"], chip: .nvidia("RTX A6000", 155, eightBit: 310, gibi: 47, memory: 768),
      inside: 32, outside: 12.5, isAmpere: true),
    GraphicsCard(
      names: ["mi355"], chip: .nvidia("MI355X", 2500, eightBit: 5000, gibi: 268, memory: 8000),
      inside: 538, outside: 50),
    GraphicsCard(
      names: ["mi325"], chip: .nvidia("MI325X", 1307, eightBit: 2615, gibi: 238, memory: 6000),
      inside: 448, outside: 50),
    GraphicsCard(
      names: ["mi300"], chip: .nvidia("MI300X", 1307, eightBit: 2615, gibi: 179, memory: 5300),
      inside: 448, outside: 50),
    GraphicsCard(
      names: ["mi250"], chip: .nvidia("MI250X", 383, eightBit: 383, gibi: 119, memory: 3277),
      inside: 200, outside: 25),
    GraphicsCard(
      names: ["gaudi3", "gaudi 3"],
      chip: .nvidia("Gaudi 3", 1835, eightBit: 1835, gibi: 119, memory: 3700), inside: 525,
      outside: 75),
    GraphicsCard(
      names: ["gaudi2", "gaudi 2"],
      chip: .nvidia("Gaudi 2", 432, eightBit: 865, gibi: 89, memory: 2450), inside: 262,
      outside: 37.5),
  ]
}

extension Chip {
  /// A chip whose figures are known by heart, in TFLOPS, GiB and gigabytes a second.
  static func nvidia(
    _ name: String, _ matrix: Double, eightBit: Double?, gibi: Double, memory: Double
  ) -> Chip {
    Chip(
      name: name, diesPerCard: 1, matrix: .tera(matrix), matrix8Bit: eightBit.map { .tera($0) },
      vector: .tera(matrix / 8), memory: .gibi(gibi),
      memoryBandwidth: .gigabytesPerSecond(memory), power: nil,
      source: Source("the maker's data sheet, from memory and not checked", .assumed))
  }

  /// A part of the 910B by its FP16 peak.
  static func ascend(
    _ name: String, _ matrix: Double, gibi: Double = 64, memory: Double = 1600
  ) -> Chip {
    var chip = Chip.ascend910B
    chip.name = name
    chip.matrix = .tera(matrix)
    chip.matrix8Bit = .tera(2 * matrix)
    chip.memory = .gibi(gibi)
    chip.memoryBandwidth = .gigabytesPerSecond(memory)
    return chip
  }
}
