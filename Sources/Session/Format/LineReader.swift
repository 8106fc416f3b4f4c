import Quantities

/// Takes the members of a line's object, one by one, as what they should be.
struct LineReader {
  let line: Int
  private var members: [JSON.Member]

  init(_ members: [JSON.Member], line: Int) {
    self.members = members
    self.line = line
  }

  /// Whether there is such a key still.
  func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  func error(_ reason: SessionError.Reason) -> SessionError { SessionError(reason, line: line) }

  mutating func take(_ key: String) throws(SessionError) -> JSON {
    guard let index = members.firstIndex(where: { $0.key == key }) else {
      throw error(.missing(key: key))
    }
    return members.remove(at: index).value
  }

  /// Throws if there is a key that nobody took.
  func finish() throws(SessionError) {
    if let member = members.first { throw error(.surplus(key: member.key)) }
  }

  mutating func string(_ key: String) throws(SessionError) -> String {
    guard case .string(let text) = try take(key) else {
      throw error(.badValue(key: key, expected: "a text"))
    }
    return text
  }

  mutating func count(_ key: String) throws(SessionError) -> Int {
    guard case .integer(let value) = try take(key), value >= 0, let count = Int(exactly: value)
    else { throw error(.badValue(key: key, expected: "a whole number, 0 or more")) }
    return count
  }

  mutating func time(_ key: String) throws(SessionError) -> SimTime {
    guard case .integer(let value) = try take(key), value >= 0,
      value <= SessionLine.timeLimit.nanoseconds
    else {
      throw error(
        .badValue(
          key: key, expected: "nanoseconds from 0 to \(SessionLine.timeLimit.nanoseconds)"))
    }
    return SimTime(nanoseconds: value)
  }

  mutating func word(_ key: String) throws(SessionError) -> UInt64 {
    let text = try string(key)
    guard let value = UInt64(text), String(value) == text else {
      throw error(.badValue(key: key, expected: "a 64-bit number in a text"))
    }
    return value
  }

  mutating func hash(_ key: String) throws(SessionError) -> UInt64 {
    guard let value = UInt64(hexadecimal: try string(key)) else {
      throw error(.badValue(key: key, expected: "16 hexadecimal digits"))
    }
    return value
  }

  mutating func counts(_ key: String) throws(SessionError) -> [Int] {
    var counts: [Int] = []
    guard case .array(let values) = try take(key) else {
      throw error(.badValue(key: key, expected: "a list of whole numbers"))
    }
    for value in values {
      guard case .integer(let value) = value, value >= 0, let count = Int(exactly: value) else {
        throw error(.badValue(key: key, expected: "a list of whole numbers, 0 or more"))
      }
      counts.append(count)
    }
    return counts
  }

  /// Durations by name; those that are left out are zero.
  mutating func durations(
    _ key: String, names: [String]
  ) throws(SessionError) -> [SimDuration] {
    var durations = Array(repeating: SimDuration.zero, count: names.count)
    guard case .object(let members) = try take(key) else {
      throw error(.badValue(key: key, expected: "durations by name"))
    }
    for member in members {
      guard let index = names.firstIndex(of: member.key) else {
        throw error(.surplus(key: member.key))
      }
      guard case .integer(let value) = member.value, value >= 0 else {
        throw error(.badValue(key: member.key, expected: "nanoseconds, 0 or more"))
      }
      durations[index] = SimDuration(nanoseconds: value)
    }
    return durations
  }
}
