import TestKit
import Session
import Testing

@Suite struct JSONTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is written is read back`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let value = JSON.random(depth: 4, using: &dice)
    #expect(try JSON(parsing: value.text.utf8) == value)
    #expect(!value.text.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  @Test(arguments: [
    (JSON.number(0.1), "0.1"), (.number(2), "2"), (.number(-0.5), "-0.5"),
    (.number(1e300), "1e+300"),
    (.number(.nan), "null"), (.number(.infinity), "null"), (.integer(Int64.min), "\(Int64.min)"),
    (.string("a\"\\\n\u{1B}é\u{9B}🂡"), #""a\"\\\n\u001bé\u009b🂡""#),
    (["b": .integer(1), "a": .array([.null, .bool(true)])] as JSON, #"{"b":1,"a":[null,true]}"#),
    (.hash(0xFE), #""00000000000000fe""#),
  ])
  func `values are written like this`(value: JSON, text: String) {
    #expect(value.text == text)
  }

  @Test(arguments: [
    (
      " [ 1 , 2.5e1 ,\"\\u00e9\\ud83c\\udca1\\/\" ] ",
      JSON.array([1.json, .number(25), .string("é🂡/")])
    ),
    ("{}", .object([])), ("[]", .array([])), ("-0", .integer(0)), ("true", .bool(true)),
  ])
  func `texts are read like this`(text: String, value: JSON) throws {
    #expect(try JSON(parsing: text.utf8) == value)
  }

  @Test(arguments: [
    ("", "a value"), ("{", "a key"), ("[1,", "a value"), ("[1 2]", "',' or ']'"),
    ("01", "a number"),
    ("1.", "a digit"), ("-", "a digit"), ("1e", "a digit"), ("99999999999999999999", "a number"),
    ("1e999", "a number"), ("\"", "'\"'"), ("\"\u{1}\"", "no control"), ("\"\\x\"", "an escape"),
    ("\"\\ud800\"", "a surrogate pair"), ("\"\\ud800\\u0041\"", "a surrogate pair"),
    ("\"\\u12g4\"", "four hexadecimal"), ("nul", "'null'"), ("1 1", "the end"),
    ("{\"a\":1,\"a\":2}", "no second 'a'"), ("{\"a\" 1}", "':'"), ("{a:1}", "a key"),
    (String(repeating: "[", count: 100_000), "fewer brackets"),
  ])
  func `what is no JSON is told with what was expected`(text: String, expected: String) {
    #expect { try JSON(parsing: text.utf8) } throws: {
      ($0 as? JSONError)?.expected.hasPrefix(expected) == true
    }
  }

  @Test func `bytes that are no UTF-8 are no JSON`() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `no bytes make the parser crash`(seed: UInt64) {
    var dice = Dice(state: seed)
    var bytes = Array(JSON.random(depth: 4, using: &dice).text.utf8)
    for _ in 0..<3 where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &dice)
      bytes[place] = Array("{}[]\",:\\u0e-\u{7F}".utf8).randomElement(using: &dice) ?? 0
      if Bool.random(using: &dice) { bytes.removeLast() }
    }
    // Whatever could be read can be written and read again.
    if let value = try? JSON(parsing: bytes) {
      #expect((try? JSON(parsing: value.text.utf8)) == value)
    }
  }
}

extension Int {
  var json: JSON { .integer(self) }
}

extension JSON {
  /// A value drawn at random.
  static func random(depth: Int, using dice: inout Dice) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &dice) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &dice))
    case 2: return .integer(Int64(bitPattern: dice.next()))
    case 3:
      // A fraction, since whole numbers are read back as integers.
      return .number(Double(Int64.random(in: -999...999, using: &dice)) + 0.123456789)
    case 4: return .string(text(using: &dice))
    case 5:
      return .array((0..<3).map { _ in random(depth: depth - 1, using: &dice) })
    default:
      return .object(
        (0..<3).map { Member("\($0)" + text(using: &dice), random(depth: depth - 1, using: &dice)) }
      )
    }
  }

  private static func text(using dice: inout Dice) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &dice) {
      let range: ClosedRange<UInt32> = Bool.random(using: &dice) ? 0...0x7F : 0...0x1_F9FF
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &dice)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
