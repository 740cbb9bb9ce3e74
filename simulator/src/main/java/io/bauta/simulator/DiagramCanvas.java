package io.bauta.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of characters with lifelines, on which arrows and words are drawn from top to bottom. */
final class DiagramCanvas {

  /** No row is wider. */
  static final int WIDTH_MAX = 100;

  /** How an arrow is drawn. */
  enum Stroke {
    SOLID('─'),
    DASHED('╌'),
    DOUBLE('═');

    private final char line;

    Stroke(char line) {
      this.line = line;
    }
  }

  private static final String UNICODE = "│├┤─╌═▶◀┼•…“”’✓✗⚠♪·";
  private static final String ASCII = "|||-.=><+*.\"\"'+x!#-";
  private static final int ARROW_MARGIN = 5;

  private final int[] columns;
  private final List<char[]> rows = new ArrayList<>();
  private final List<Ink[]> inks = new ArrayList<>();

  /**
   * @param columns where the lifelines stand, from left to right
   */
  DiagramCanvas(int... columns) {
    this.columns = columns.clone();
  }

  /** Words centred over the lifelines, one for each; without the lifelines themselves. */
  void headings(List<String> words, Ink ink) {
    newRow(false);
    for (int i = 0; i < words.size(); i++) {
      String word = shortened(words.get(i), WIDTH_MAX / columns.length);
      int start = columns[i] - word.length() / 2;
      write(Math.clamp(start, 0, WIDTH_MAX - word.length()), word, ink);
    }
  }

  /** A row with nothing but lifelines. */
  void gap() {
    newRow(true);
  }

  /** Words in the left margin of the row drawn last. */
  void margin(int row, String words) {
    char[] cells = rows.get(row);
    words.getChars(0, Math.min(words.length(), columns[0] - 1), cells, 0);
  }

  /** How many rows there are. */
  int height() {
    return rows.size();
  }

  /** An arrow between two lifelines; what does not fit on it continues below. */
  void arrow(int from, int to, Stroke stroke, String label, Ink ink) {
    int left = Math.min(columns[from], columns[to]);
    int right = Math.max(columns[from], columns[to]);
    List<String> lines = wrapped(label, right - left - 1 - ARROW_MARGIN);
    newRow(true);
    line(left, right, stroke);
    boolean isRightward = columns[from] < columns[to];
    put(columns[from], isRightward ? '├' : '┤', Ink.LINE);
    put(isRightward ? right - 1 : left + 1, isRightward ? '▶' : '◀', Ink.LINE);
    int start = left + (isRightward ? 2 : 3);
    write(start, " " + lines.getFirst() + " ", ink);
    continuation(start + 1, lines, ink);
  }

  /** A bar between the outermost lifelines, with an arrow at both ends. */
  void bar(String label, Ink ink) {
    int left = columns[0];
    int right = columns[columns.length - 1];
    newRow(true);
    line(left, right, Stroke.DOUBLE);
    put(left + 1, '◀', Ink.LINE);
    put(right - 1, '▶', Ink.LINE);
    write((left + right - label.length()) / 2 - 1, " " + label + " ", ink);
  }

  /** Words to the right of a lifeline. */
  void note(int column, String words, Ink ink) {
    int start = columns[column] + 2;
    for (String line : wrapped(words, WIDTH_MAX - start)) {
      newRow(true);
      write(start, line, ink);
    }
  }

  /** Words over the whole width, below everything. */
  void footer(String words, Ink ink) {
    for (String line : wrapped(words, WIDTH_MAX - 2)) {
      newRow(false);
      write(2, line, ink);
    }
  }

  String render(boolean ascii, boolean coloured) {
    var text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      char[] cells = rows.get(row);
      String line = new String(cells).stripTrailing();
      line = ascii ? plain(line) : line;
      text.append(coloured ? Ink.paint(line, inks.get(row)) : line).append('\n');
    }
    return text.toString();
  }

  private void line(int left, int right, Stroke stroke) {
    for (int x = left + 1; x < right; x++) {
      put(x, isLifeline(x) && stroke != Stroke.DOUBLE ? '┼' : stroke.line, Ink.LINE);
    }
  }

  private void continuation(int start, List<String> lines, Ink ink) {
    for (String line : lines.subList(1, lines.size())) {
      newRow(true);
      write(start, line, ink);
    }
  }

  private boolean isLifeline(int x) {
    return Arrays.stream(columns).anyMatch(column -> column == x);
  }

  private void newRow(boolean withLifelines) {
    char[] cells = new char[WIDTH_MAX];
    Ink[] colours = new Ink[WIDTH_MAX];
    Arrays.fill(cells, ' ');
    Arrays.fill(colours, Ink.PLAIN);
    rows.add(cells);
    inks.add(colours);
    if (withLifelines) {
      Arrays.stream(columns).forEach(x -> put(x, '│', Ink.LINE));
    }
  }

  private void write(int start, String words, Ink ink) {
    for (int i = 0; i < words.length() && start + i < WIDTH_MAX; i++) {
      put(start + i, words.charAt(i), ink);
    }
  }

  private void put(int x, char character, Ink ink) {
    rows.getLast()[x] = character;
    inks.getLast()[x] = ink;
  }

  private static String plain(String line) {
    var text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      int known = UNICODE.indexOf(character);
      boolean isAscii = character < 128;
      text.append(isAscii ? character : known < 0 ? '?' : ASCII.charAt(known));
    }
    return text.toString();
  }

  private static List<String> wrapped(String words, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : words.split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(shortened(word, width));
    }
    lines.add(line.toString());
    return lines;
  }

  private static String shortened(String word, int width) {
    return word.length() <= width ? word : word.substring(0, width - 1) + "…";
  }
}
