package io.bauta.bench.report;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run gave.
 *
 * @param machine where and with what it was made
 */
public record Report(List<String> machine, List<Section> sections) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The goals of all sections, as a table in Markdown; nothing where there is none. */
  public List<String> goalLines() {
    List<Goal> goals = goals();
    if (goals.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("| what | measured | wanted | reached |");
    lines.add("| --- | --: | --: | --- |");
    goals.forEach(goal -> lines.add(goal.line()));
    return lines;
  }

  private List<Goal> goals() {
    return sections.stream().flatMap(section -> section.goals().stream()).toList();
  }

  /** For machines: goals, the points of charts, and the tables as they are printed. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode about = root.putArray("machine");
    machine.forEach(about::add);
    ArrayNode goals = root.putArray("goals");
    for (Goal goal : goals()) {
      goals
          .addObject()
          .put("what", goal.what())
          .put("measured", goal.measured())
          .put("unit", goal.unit())
          .put(goal.atLeast() ? "at_least" : "at_most", goal.bound())
          .put("reached", goal.isReached());
    }
    ArrayNode parts = root.putArray("sections");
    for (Section section : sections) {
      ObjectNode part = parts.addObject().put("title", section.title());
      ArrayNode lines = part.putArray("markdown");
      section.lines().forEach(lines::add);
      ArrayNode charts = part.putArray("charts");
      section.charts().forEach(chart -> write(chart, charts.addObject()));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void write(Chart chart, ObjectNode out) {
    out.put("title", chart.title()).put("x", chart.xLabel()).put("y", chart.yLabel());
    ObjectNode series = out.putObject("series");
    chart
        .series()
        .forEach(
            (name, points) -> {
              ArrayNode line = series.putArray(name);
              points.forEach(point -> line.addArray().add(point.x()).add(point.y()));
            });
  }

  /** Every chart, in the order of the sections. */
  public List<Chart> charts() {
    return sections.stream().flatMap(section -> section.charts().stream()).toList();
  }

  /** For people who would rather look: a page that needs nothing else. */
  public String html() {
    return HtmlPage.of(this);
  }
}
