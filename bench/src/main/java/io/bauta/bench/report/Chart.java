package io.bauta.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines through points.
 *
 * @param logarithmicX whether each step to the right multiplies
 * @param series points by the name of their line, in order
 */
public record Chart(
    String title,
    String xLabel,
    String yLabel,
    boolean logarithmicX,
    Map<String, List<Point>> series) {

  public record Point(double x, double y) {}

  /** An empty one. */
  public static Chart of(String title, String xLabel, String yLabel, boolean logarithmicX) {
    return new Chart(title, xLabel, yLabel, logarithmicX, new LinkedHashMap<>());
  }

  /** Puts a point at the end of a line. */
  public Chart add(String line, double x, double y) {
    series.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
    return this;
  }
}
