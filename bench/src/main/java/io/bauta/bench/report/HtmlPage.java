package io.bauta.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report as one page, with its charts in it. */
final class HtmlPage {

  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
        color: #1c1e21; background: #fff }
      table { border-collapse: collapse; margin: 1rem 0 }
      th, td { border: 1px solid #d0d4da; padding: .25rem .6rem; text-align: right }
      th.text, td.text { text-align: left }
      table { display: block; overflow-x: auto }
      td { white-space: nowrap }
      th { background: #f3f4f6 }
      svg { max-width: 100%; height: auto; margin: 1rem 0 }
      """;

  private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern RULE = Pattern.compile("\\|[ :|-]+\\|");

  private final StringBuilder html = new StringBuilder();
  private final List<String> table = new ArrayList<>();

  private HtmlPage() {}

  static String of(Report report) {
    HtmlPage page = new HtmlPage();
    page.html
        .append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Bauta: performance</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>Performance</h1>");
    page.lines(report.machine());
    page.lines(report.goalLines());
    for (Section section : report.sections()) {
      page.html.append("<h2>").append(escaped(section.title())).append("</h2>");
      page.lines(section.lines());
      section.charts().forEach(chart -> page.html.append(LineChart.svg(chart)));
    }
    return page.html.append("</body></html>\n").toString();
  }

  private void lines(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("|")) {
        table.add(line);
      } else {
        endTable();
        if (!line.isBlank()) {
          html.append("<p>").append(text(line)).append("</p>");
        }
      }
    }
    endTable();
  }

  /** The second line of a table says which columns are of numbers, and stand to the right. */
  private void endTable() {
    if (table.isEmpty()) {
      return;
    }
    String[] rule = table.size() > 1 ? cells(table.get(1)) : new String[0];
    html.append("<table>");
    for (String line : table) {
      if (!RULE.matcher(line).matches()) {
        row(cells(line), rule, line.equals(table.getFirst()) ? "th" : "td");
      }
    }
    html.append("</table>");
    table.clear();
  }

  private void row(String[] cells, String[] rule, String tag) {
    html.append("<tr>");
    for (int i = 0; i < cells.length; i++) {
      boolean isText = i >= rule.length || !rule[i].endsWith(":");
      html.append('<').append(tag).append(isText ? " class=\"text\">" : ">");
      html.append(text(cells[i])).append("</").append(tag).append('>');
    }
    html.append("</tr>");
  }

  private static String[] cells(String line) {
    String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
    Arrays.setAll(cells, i -> cells[i].strip());
    return cells;
  }

  private static String text(String markdown) {
    Matcher bold = BOLD.matcher(escaped(markdown));
    return CODE.matcher(bold.replaceAll("<b>$1</b>")).replaceAll("<code>$1</code>");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
