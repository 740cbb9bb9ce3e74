package io.bauta.app;

import io.bauta.plan.Crowd;
import io.bauta.plan.Plan;
import io.bauta.plan.Plan.Held;
import io.bauta.plan.Plan.ModePlan;
import io.bauta.plan.Plan.Need;
import io.bauta.plan.Plan.Side;
import io.bauta.plan.PlanMode;
import io.bauta.plan.PlanWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A plan as tables of words, which the terminal and the page show each in its own way. */
final class PlanTables {

  /**
   * One of them.
   *
   * @param rows the first is the heading
   */
  record Table(String title, List<List<String>> rows) {
    Table {
      rows = List.copyOf(rows);
    }
  }

  private PlanTables() {}

  /** What is planned for, in sentences. */
  static List<String> demand(Plan plan) {
    return List.of(PlanWords.demand(plan.demand()), PlanWords.people(plan.demand()));
  }

  static List<Table> of(Plan plan) {
    List<Table> tables = new ArrayList<>();
    tables.add(needs(plan));
    List<List<String>> people = people(plan);
    if (people.size() > 1) {
      tables.add(
          new Table(
              "Numbers that a person holds or rests from: such a share of people at most", people));
    }
    List<List<String>> busiest = busiest(plan);
    if (busiest.size() > 1) {
      tables.add(
          new Table(
              "Numbers of the busiest person at most, at such a share of all moments; and what then"
                  + " refuses nobody",
              busiest));
    }
    return tables;
  }

  private static Table needs(Plan plan) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("mode"));
    plan.modes().getFirst().needs().stream()
        .map(need -> PlanWords.percent(need.refusal()))
        .forEach(heading::add);
    plan.size().ifPresent(size -> heading.add("refused with " + PlanWords.count(size)));
    rows.add(heading);
    for (ModePlan mode : plan.modes()) {
      List<String> row = new ArrayList<>(List.of(name(plan, mode.mode())));
      mode.needs().stream().map(Need::numbers).map(PlanTables::numbers).forEach(row::add);
      OptionalDouble refused = mode.refusedNow();
      refused.ifPresent(share -> row.add(PlanWords.percent(share)));
      rows.add(row);
    }
    return new Table("Numbers needed, so that at most such a share of openings is refused", rows);
  }

  private static String numbers(OptionalInt numbers) {
    return numbers.isPresent() ? PlanWords.count(numbers.getAsInt()) : "too many";
  }

  private static String name(Plan plan, PlanMode mode) {
    return switch (mode) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, ONE_PARTY -> mode.toString();
      case PIN -> "%s (%d digits)".formatted(mode, plan.demand().pins().digits());
      case GROUP -> "%s (of %d)".formatted(mode, plan.demand().groupSize());
    };
  }

  private static List<List<String>> people(Plan plan) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(withShares(List.of("", "mean"), plan.participants().people()));
    returning(plan)
        .forEach(
            (name, side) ->
                rows.add(with(List.of(name, PlanWords.mean(side.mean())), counts(side.people()))));
    return rows;
  }

  private static List<List<String>> busiest(Plan plan) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(withShares(List.of(""), plan.participants().busiest()));
    returning(plan).forEach((name, side) -> rows.add(with(List.of(name), counts(side.busiest()))));
    for (ModePlan mode : plan.modes()) {
      if (!mode.byDegree().isEmpty()) {
        Stream<String> needs =
            mode.byDegree().stream().map(need -> PlanWords.count(need.numbers()));
        rows.add(with(List.of(name(plan, mode.mode())), needs));
      }
    }
    return rows;
  }

  /** The sides whose people hold more than their one session gives them. */
  private static Map<String, Side> returning(Plan plan) {
    Map<String, Side> sides = new LinkedHashMap<>();
    if (plan.demand().participants() instanceof Crowd.Returning) {
      sides.put(PlanWords.arePeers(plan.demand()) ? "people" : "participants", plan.participants());
    }
    if (plan.demand().counterparts() instanceof Crowd.Returning
        && !PlanWords.arePeers(plan.demand())) {
      sides.put("counterparts", plan.counterparts());
    }
    return sides;
  }

  private static List<String> withShares(List<String> first, List<Held> held) {
    return with(first, held.stream().map(Held::share).map(PlanWords::percent));
  }

  private static Stream<String> counts(List<Held> held) {
    return held.stream().map(Held::numbers).map(PlanWords::count);
  }

  private static List<String> with(List<String> first, Stream<String> more) {
    return Stream.concat(first.stream(), more).toList();
  }

  /** For a terminal. */
  static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    String newLine = System.lineSeparator();
    demand(plan).forEach(line -> text.append(line).append(newLine));
    for (Table table : of(plan)) {
      TextTable columns = new TextTable();
      table.rows().forEach(columns::row);
      text.append(newLine).append(table.title()).append(newLine).append(columns).append(newLine);
    }
    return text.toString();
  }

  /** As a page of its own, with {@code svg} in it. */
  static String html(Plan plan, String title, String svg) {
    StringBuilder html = new StringBuilder();
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>%s</title>
        <style>
        body { font-family: system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
        svg { max-width: 100%%; height: auto; }
        table { border-collapse: collapse; margin-bottom: 1.5rem; }
        th, td { padding: 0.2rem 0.8rem; border-bottom: 1px solid #ddd; text-align: right; }
        th:first-child, td:first-child { text-align: left; }
        </style>
        </head>
        <body>
        <h1>%s</h1>
        """
            .formatted(escaped(title), escaped(title)));
    demand(plan).forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
    html.append(svg);
    for (Table table : of(plan)) {
      html.append("<h2>").append(escaped(table.title())).append("</h2>\n<table>\n");
      for (int i = 0; i < table.rows().size(); i++) {
        html.append(row(table.rows().get(i), i == 0 ? "th" : "td"));
      }
      html.append("</table>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static String row(List<String> cells, String tag) {
    StringBuilder row = new StringBuilder("<tr>");
    cells.forEach(cell -> row.append("<%s>%s</%s>".formatted(tag, escaped(cell), tag)));
    return row.append("</tr>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
