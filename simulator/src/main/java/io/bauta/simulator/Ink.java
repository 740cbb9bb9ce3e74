package io.bauta.simulator;

/** What a character of a diagram means, and so its colour where colour was asked for. */
enum Ink {
  LINE("\u001b[2m"),
  PLAIN(""),
  STRONG("\u001b[1m"),
  ASK("\u001b[36m"),
  GOOD("\u001b[32m"),
  BAD("\u001b[31m");

  private static final String ENDS = "\u001b[0m";

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The line with ANSI codes wherever the ink changes. */
  static String paint(String line, Ink[] inks) {
    var text = new StringBuilder();
    Ink current = PLAIN;
    for (int x = 0; x < line.length(); x++) {
      if (inks[x] != current) {
        text.append(current == PLAIN ? "" : ENDS).append(inks[x].code);
        current = inks[x];
      }
      text.append(line.charAt(x));
    }
    return text.append(current == PLAIN ? "" : ENDS).toString();
  }
}
