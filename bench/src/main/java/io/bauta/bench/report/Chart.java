package io.bauta.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lines through points.
 *
 * @param axis how points lie side by side
 * @param series points by the name of their line, in order
 */
public record Chart(
    String title, String xLabel, String yLabel, Axis axis, Map<String, List<Point>> series) {

  /** How points lie side by side. */
  public enum Axis {
    /** As far apart as their values. */
    LINEAR,
    /** Each step to the right multiplies. */
    LOGARITHMIC,
    /** All equally far apart, whatever their values are. */
    STEPS
  }

  public record Point(double x, double y) {}

  /** An empty one. */
  public static Chart of(String title, String xLabel, String yLabel, boolean logarithmicX) {
    return of(title, xLabel, yLabel, logarithmicX ? Axis.LOGARITHMIC : Axis.LINEAR);
  }

  /** The same, with this axis. */
  public static Chart of(String title, String xLabel, String yLabel, Axis axis) {
    return new Chart(title, xLabel, yLabel, axis, new LinkedHashMap<>());
  }

  /** As a picture (SVG). */
  public String svg() {
    return LineChart.svg(this) + "\n";
  }

  /** What a file with its picture is called: its title in small letters, hyphens between them. */
  public String fileName() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "")
        + ".svg";
  }

  /** Puts a point at the end of a line. */
  public Chart add(String line, double x, double y) {
    series.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
    return this;
  }
}
