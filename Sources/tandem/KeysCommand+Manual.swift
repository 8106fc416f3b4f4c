import Console

extension KeysCommand {
  /// The keys and commands as a manual page, in mdoc(7).
  static var manual: String {
    var text = """
      .Dd $Mdocdate$
      .Dt TANDEM-KEYS 7
      .Os
      .Sh NAME
      .Nm tandem-keys
      .Nd keys and commands of the console of tandem
      .Sh DESCRIPTION
      Everything a key does is also a command: behind
      .Ic \\&:
      in the console, and in the files that
      .Ql tandem run --script
      plays.

      """
    text += ".Sh KEYS\n"
    for section in KeyManual.sections {
      text += ".Ss \(section.title)\n.Bl -tag -width 12n -compact\n"
      for line in section.lines {
        text += ".It Ic \(quoted(line.keys.joined(separator: " ")))\n\(escaped(line.help))\n"
      }
      text += ".El\n"
    }
    text += ".Sh COMMANDS\n.Bl -tag -width 12n\n"
    for command in KeyManual.commands {
      text += ".It Ic \(quoted(command.synopsis))\n\(escaped(command.help))\n"
    }
    text += ".El\n.Sh ENVIRONMENT\n.Bl -tag -width 12n\n"
    for setting in Setting.allCases {
      text += ".It Ev \(setting.variable)\n\(escaped(setting.help))\n"
    }
    return text + """
      .El
      .Sh FILES
      .Bl -tag -width 12n
      .It Pa $XDG_CONFIG_HOME/tandem/config.yaml
      Settings; see
      .Xr tandem.config 1 .
      .It Pa $XDG_CONFIG_HOME/tandem/Themes
      Themes of the user's own.
      .El
      .Sh SEE ALSO
      .Xr tandem 1

      """
  }

  /// An argument of a macro: in quotes, and begun so that it is no macro itself.
  private static func quoted(_ text: String) -> String {
    "\"\\&\(escaped(text).replacing("\"", with: "\\(dq"))\""
  }

  /// A line of text, which begins with no request.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
  }
}
