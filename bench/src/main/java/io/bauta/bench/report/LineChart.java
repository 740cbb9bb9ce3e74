package io.bauta.bench.report;

import io.bauta.bench.report.Chart.Axis;
import io.bauta.bench.report.Chart.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A chart as SVG: from zero upwards, with a line for each series and its name beside its end. */
final class LineChart {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int LEFT = 80;
  private static final int RIGHT = 190;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;
  private static final int DIGITS = 3;
  private static final int X_TICKS_MOST = 8;

  /** With more, a line is all that can be seen of them. */
  private static final int DOTS_MOST = 25;

  private static final String[] COLOURS = {
    "#1f6feb", "#d1480f", "#2a7d32", "#7b3fb5", "#a07000", "#0f7f8a", "#b5305f", "#555"
  };

  private final Chart chart;
  private final StringBuilder svg = new StringBuilder();
  private final double[] xs;
  private final double minX;
  private final double maxX;
  private final double maxY;

  private LineChart(Chart chart) {
    this.chart = chart;
    this.xs = points(chart).stream().mapToDouble(Point::x).sorted().distinct().toArray();
    this.minX = points(chart).stream().mapToDouble(Point::x).min().orElse(0);
    this.maxX = points(chart).stream().mapToDouble(Point::x).max().orElse(1);
    this.maxY = nice(points(chart).stream().mapToDouble(Point::y).max().orElse(1));
  }

  static String svg(Chart chart) {
    return new LineChart(chart).draw();
  }

  private static List<Point> points(Chart chart) {
    return chart.series().values().stream().flatMap(List::stream).toList();
  }

  private String draw() {
    svg.append(
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" ".formatted(WIDTH, HEIGHT, WIDTH))
        .append("xmlns=\"http://www.w3.org/2000/svg\" font-family=\"system-ui, sans-serif\" ")
        .append("font-size=\"12\"><title>")
        .append(HtmlPage.escaped(chart.title()))
        .append("</title>");
    text(LEFT, 20, "start", chart.title(), " font-weight=\"bold\" font-size=\"14\"");
    text(LEFT, HEIGHT - 8, "start", chart.xLabel(), "");
    text(8, 20, "start", chart.yLabel(), "");
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = maxY * tick / TICKS;
      line(LEFT, y(value), WIDTH - RIGHT, y(value), "#e3e6ea", 1);
      text(LEFT - 6, y(value) + 4, "end", number(value), "");
    }
    for (double x : xTicks()) {
      text(x(x), HEIGHT - BOTTOM + 18, "middle", number(x), "");
    }
    int place = 0;
    for (Map.Entry<String, List<Point>> series : chart.series().entrySet()) {
      draw(series.getKey(), series.getValue(), place++);
    }
    return svg.append("</svg>").toString();
  }

  /** The values themselves where they are few; round ones between them where they are many. */
  private double[] xTicks() {
    if (chart.axis() != Axis.LINEAR || xs.length <= X_TICKS_MOST) {
      return xs;
    }
    double step = nice((maxX - minX) / X_TICKS_MOST);
    double first = Math.ceil(minX / step) * step;
    return DoubleStream.iterate(first, x -> x <= maxX, x -> x + step).toArray();
  }

  private void draw(String name, List<Point> points, int place) {
    String colour = COLOURS[place % COLOURS.length];
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (points.size() <= DOTS_MOST) {
        dot(point, colour);
      }
      if (i > 0) {
        Point before = points.get(i - 1);
        line(x(before.x()), y(before.y()), x(point.x()), y(point.y()), colour, 2);
      }
    }
    text(WIDTH - RIGHT + 12, TOP + 18 * place + 4, "start", name, " fill=\"" + colour + "\"");
  }

  private void dot(Point point, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
            x(point.x()),
            y(point.y()),
            colour));
  }

  private void line(double x1, double y1, double x2, double y2, String colour, int width) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private void text(double x, double y, String anchor, String text, String more) {
    svg.append(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>",
                x,
                y,
                anchor,
                more))
        .append(HtmlPage.escaped(text))
        .append("</text>");
  }

  private double x(double value) {
    double share =
        maxX == minX
            ? 0.5
            : switch (chart.axis()) {
              case LINEAR -> (value - minX) / (maxX - minX);
              case LOGARITHMIC ->
                  (Math.log(value) - Math.log(minX)) / (Math.log(maxX) - Math.log(minX));
              case STEPS -> Arrays.binarySearch(xs, value) / (xs.length - 1.0);
            };
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / maxY * (HEIGHT - TOP - BOTTOM);
  }

  /** The next of some round numbers times a power of ten. */
  private static double nice(double value) {
    if (value <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    if (value >= 1_000_000) {
      return String.format(Locale.ROOT, "%.4g M", value / 1_000_000).replaceFirst("\\.?0+ M", " M");
    }
    if (value >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return BigDecimal.valueOf(value)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
