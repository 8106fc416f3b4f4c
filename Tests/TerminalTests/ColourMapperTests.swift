import Canvas
import TestKit
import Testing

@testable import Terminal

struct ColourMapperTests {
  @Test func `every colour of the cube and of the greys is its own nearest`() {
    for index in UInt8(16)...255 {
      let nearest = ColourMapper.nearestIndexed(Palette.xterm[index])
      #expect(Palette.xterm[nearest] == Palette.xterm[index])
    }
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func `no other of the 240 is much nearer than the one chosen`(seed: UInt64) {
    var random = Dice(state: seed)
    let colour = RGB(UInt32(random.int(in: 0...0xFFFFFF)))
    let chosen = Palette.xterm[ColourMapper.nearestIndexed(colour)].distance(to: colour)
    let best = (UInt8(16)...255).map { Palette.xterm[$0].distance(to: colour) }.min() ?? 0
    #expect(chosen <= best * 2 + 64)
  }

  @Test func `soft hues stay hues on sixteen colours`() {
    let hues: [(UInt32, UInt8)] = [
      (0x5FA8F5, 12), (0x6FCF97, 10), (0xF2C46D, 11), (0xEF6F7C, 9), (0xB48EF0, 5),
      (0x4FC6D0, 14), (0x7A2020, 1), (0x0F1420, 0), (0x808080, 8), (0xC8D0E0, 7),
    ]
    for (colour, expected) in hues {
      #expect(ColourMapper.nearestBase(RGB(colour)) == expected, "\(RGB(colour))")
    }
  }

  @Test(arguments: [
    [0x4A8FEA, 0x5FD6DC, 0xBBA0FF, 0xF2D27A, 0xF08A45, 0xE864AE, 0x6E8A3A, 0x5A6880, 0xF23B4B],
    [0x2A6FD6, 0x1FA3B0, 0x9A72F0, 0xE3B32B, 0xDE6A18, 0xD04A9C, 0x5E7428, 0xB4BCC9, 0xA80F26],
  ])
  func `sixteen colours are enough for a theme of nine`(colours: [UInt32]) {
    let numbers = colours.map { ColourMapper.nearestBase(RGB($0)) }
    #expect(Set(numbers).count == 9, "\(numbers)")
  }

  @Test func `eight colours are bold where sixteen are bright`() {
    let mapper = ColourMapper(depth: .eight)
    #expect(mapper.ink(for: .indexed(12)) == .init(number: 4, isBold: true))
    #expect(mapper.ink(for: .indexed(4)) == .init(number: 4, isBold: false))
    #expect(mapper.ink(for: .rgb(255, 80, 80)) == .init(number: 1, isBold: true))
    #expect(mapper.ink(for: .rgb(0, 0, 0)) == .init(number: 0, isBold: false))
  }

  @Test func `few colours never make text invisible`() {
    for depth in [ColourDepth.eight, .sixteen] {
      let mapper = ColourMapper(depth: depth)
      var random = Dice(state: 5)
      for _ in 0..<2000 {
        let colours = (0..<2).map { _ in RGB(UInt32(random.int(in: 0...0xFFFFFF))).colour }
        let (front, back) = mapper.inks(for: Style(colours[0], on: colours[1]))
        #expect(front.number != back.number)
      }
      let same = mapper.inks(for: Style(.indexed(3), on: .indexed(3)))
      #expect(same.foreground == same.background)
    }
  }

  @Test func `direct colours avoid the numbers that are a palette's`() {
    let mapper = ColourMapper(depth: .direct)
    #expect(mapper.ink(for: .rgb(0x12, 0x34, 0x56)).number == 0x123456)
    #expect(mapper.ink(for: .rgb(0, 0, 5)).number == 0x000105)
    #expect(mapper.ink(for: .indexed(3)).number == 3)
    #expect(mapper.ink(for: .indexed(9)).number == 0xFF0000)
  }

  @Test(arguments: ColourDepth.allCases)
  func `every colour has a number within the depth`(depth: ColourDepth) {
    let mapper = ColourMapper(depth: depth)
    let limits: [ColourDepth: Int32] = [.none: 0, .eight: 8, .sixteen: 16, .indexed: 256]
    var random = Dice(state: 3)
    for _ in 0..<500 {
      let colour =
        random.int(in: 0...1) == 0
        ? Colour.indexed(UInt8(random.int(in: 0...255)))
        : RGB(UInt32(random.int(in: 0...0xFFFFFF))).colour
      let ink = mapper.ink(for: colour)
      #expect(ink.number < limits[depth] ?? 1 << 24)
      #expect(ink.number >= -1)
    }
    #expect(mapper.ink(for: .terminalDefault).number == -1)
  }
}
