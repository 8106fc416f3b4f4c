import CNcurses
import Canvas
import Glibc

/// The terminal, taken over: frames go in, input comes out, and it is given back whatever happens.
///
/// There is one at a time. From its making until it is gone every way a process can end that runs
/// any code at all restores the terminal: the end of its scope, SIGINT, SIGTERM, SIGHUP, SIGQUIT
/// and SIGTSTP as events, and a trap or any other fatal signal from a handler.
@MainActor
public struct Screen: ~Copyable {
  /// How large the terminal is.
  public internal(set) var size: Size
  /// How many colours it shows.
  public let depth: ColourDepth
  /// Which glyphs it shows.
  public let glyphs: GlyphSet
  /// How much was sent to it.
  public internal(set) var statistics = OutputStatistics()

  let input: Int32
  let signals: Int32
  let watched: Int32
  let strings: ControlStrings
  let modes: TerminalModes
  let savedModes: TerminalModes
  let colours: ColourSupport
  let mapper: ColourMapper
  var output: TerminalOutput
  var decoder: InputDecoder
  /// Since when the decoder waits for the rest of a sequence.
  var escaped: ContinuousClock.Instant?
  var pairs: PairTable
  /// The inks of styles that were drawn before.
  var inks: [Style: CellInk] = [:]
  /// What is on screen; `nil` if that is unknown.
  var shown: Canvas?
  /// The newest frame the terminal was not ready for.
  var late: Canvas?
  /// Which rows come first, where not all can be drawn at once.
  var rowTurns = RowTurns()
  var mayStartOver = true

  private let curses: CursesHandle

  /// Takes the terminal.
  ///
  /// - Throws: ``TerminalError`` if there is none, or none that can be drawn on; it is as it was.
  public init(_ options: ScreenOptions = ScreenOptions()) throws(TerminalError) {
    guard isatty(options.input) == 1, isatty(options.output) == 1 else { throw .notATerminal }
    guard let saved = TerminalModes(of: options.output) else {
      throw .refused(what: "reading the terminal's settings", code: errno)
    }
    let terminfo = Environment.value("TERMINFO")
    let type = try Self.openType(options, terminfo: terminfo)
    defer { Environment.set("TERMINFO", to: terminfo) }
    let strings = ControlStrings(mouse: options.mouse, capability: Terminfo.string)
    let keys = Terminfo.keys()
    let canPlaceCursor = Terminfo.string("cup") != nil
    cn_close_type()
    guard canPlaceCursor else { throw .tooSimple(type) }

    let glyphs = Locale.take(type: type, wanted: options.glyphs)
    let output = try TerminalOutput(
      to: options.output, bytesPerSecond: options.bytesPerSecond)
    // Where another program has the terminal, the system stops this one here, and whoever ends it
    // then meets no handler yet that would wait for the terminal.
    saved.apply(to: options.output)
    let signals = cn_guard_open()
    guard signals >= 0 else {
      throw errno == EBUSY ? .taken : .refused(what: "catching signals", code: errno)
    }
    Self.arm(output.terminal, saved, strings)
    // Where these are set, curses would believe them and never the terminal.
    Environment.set("COLUMNS", to: nil)
    Environment.set("LINES", to: nil)
    let curses: CursesHandle
    do throws(TerminalError) {
      curses = try CursesHandle(type: type, input: options.input, output: options.output)
    } catch {
      cn_guard_restore()
      cn_guard_close()
      throw error
    }
    cn_prepare()
    let colours = ColourSupport(limit: options.depth, environment: Environment.value)
    var modes = TerminalModes(of: options.output) ?? saved
    modes.freeControlKeys()
    modes.apply(to: options.output)
    _ = output.divert(curses.outputDescriptor)

    self.curses = curses
    self.glyphs = glyphs
    self.strings = strings
    self.modes = modes
    self.signals = signals
    self.output = output
    self.colours = colours
    savedModes = saved
    input = options.input
    watched = options.watched ?? -1
    decoder = InputDecoder(special: keys)
    depth = colours.depth
    mapper = ColourMapper(depth: colours.depth)
    pairs = PairTable(capacity: colours.pairs)
    size = Self.size(of: options.output)
    begin()
  }

  deinit {
    cn_guard_restore()
    cn_guard_close()
  }

  /// Wakes this screen from another thread.
  public var waker: Waker { Waker() }

  private mutating func begin() {
    // What has colours in ANSI's way understands ANSI's other codes too.
    if depth > .none, strings.hasANSIColours { output.shortenStyles() }
    cn_resize(Int32(size.rows), Int32(size.columns))
    cn_refresh()
    _ = output.collect()
    output.append(strings.take)
    output.send()
  }

  /// Gives the guard what restores the terminal.
  static func arm(_ terminal: Int32, _ saved: TerminalModes, _ strings: ControlStrings) {
    var settings = saved.settings
    let bytes = strings.giveBack.map(CChar.init(bitPattern:))
    _ = unsafe cn_guard_arm(terminal, &settings, bytes, bytes.count)
    cn_guard_hold_errors()
  }

  /// Returns the size of a terminal; the usual one if it does not say.
  static func size(of terminal: Int32) -> Size {
    var window = winsize()
    guard unsafe ioctl(terminal, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return Size(columns: 80, rows: 24) }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// Finds the best type that terminfo knows, and leaves it open.
  private static func openType(
    _ options: ScreenOptions, terminfo: String?
  ) throws(TerminalError) -> String {
    guard let type = options.type ?? Environment.value("TERM"), !type.isEmpty else {
      throw .noType
    }
    // Who wants fewer colours is not asked what COLORTERM says.
    let candidates = TerminalType.candidates(type: type) { name in
      options.depth < .direct && name == "COLORTERM" ? nil : Environment.value(name)
    } read: { name in
      TerminfoFile.read(type: name, environment: Environment.value)
    }
    for candidate in candidates where candidate.open(on: options.output, terminfo: terminfo) {
      return candidate.name
    }
    throw .unknownType(type)
  }
}
