package io.bauta.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The share of refused openings against the size of a pool, as an SVG picture: a curve for each
 * mode, and the pool's present size.
 */
public final class RefusalChart {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int LEFT = 80;
  private static final int RIGHT = 690;
  private static final int TOP = 104;
  private static final int BOTTOM = 490;

  /** The lower edge of the picture. */
  private static final double REFUSAL_MIN = 1e-6;

  /** A curve begins where every second opening is refused. */
  private static final double REFUSAL_MAX = 0.5;

  private static final int POINTS_MAX = 60;

  /** Where curves lie on each other, their dashes tell them apart. */
  private enum Stroke {
    PAIR_TWO_NUMBERS("#0b62a8", ""),
    PAIR_ONE_NUMBER("#c2410c", "10 5"),
    ONE_PARTY("#15803d", "3 4"),
    PIN("#7e22ce", "14 4 3 4"),
    GROUP("#a16207", "6 3 2 3");

    private final String colour;
    private final String dashes;

    Stroke(String colour, String dashes) {
      this.colour = colour;
      this.dashes = dashes;
    }

    static Stroke of(PlanMode mode) {
      return valueOf(mode.name());
    }
  }

  private record Curve(PlanMode mode, List<Point> points) {}

  private record Point(int numbers, double refusal) {}

  private final Plan plan;
  private final String title;
  private final List<Curve> curves;
  private final double from;
  private final double to;

  private RefusalChart(Planner planner, Plan plan, String title) {
    this.plan = plan;
    this.title = title;
    this.curves =
        plan.modes().stream()
            .map(mode -> new Curve(mode.mode(), points(planner, mode.mode())))
            .toList();
    NavigableSet<Integer> all = new TreeSet<>();
    curves.forEach(curve -> curve.points().forEach(point -> all.add(point.numbers())));
    plan.size().ifPresent(all::add);
    this.from = Math.max(0.8, all.first() * 0.8);
    this.to = Math.max(from * 10, all.last() * 1.25);
  }

  /**
   * Draws {@code plan}.
   *
   * @param planner by which it was made
   * @param title in plain text
   */
  public static String svg(Planner planner, Plan plan, String title) {
    return new RefusalChart(planner, plan, title).draw();
  }

  private static List<Point> points(Planner planner, PlanMode mode) {
    int first = planner.numbers(mode, REFUSAL_MAX).orElse(1);
    OptionalInt last = planner.numbers(mode, REFUSAL_MIN);
    int end = last.orElse(first);
    NavigableSet<Integer> sizes = new TreeSet<>();
    for (int i = 0; i <= POINTS_MAX; i++) {
      sizes.add((int) Math.rint(first * Math.pow((double) end / first, (double) i / POINTS_MAX)));
    }
    return sizes.stream().map(size -> new Point(size, planner.refusal(mode, size))).toList();
  }

  private String draw() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="system-ui, sans-serif" font-size="13" role="img">
        <title>%s</title>
        <desc>The share of openings that are refused for want of numbers, against the size of the \
        pool. %s</desc>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <clipPath id="plot"><rect x="%d" y="%d" width="%d" height="%d"/></clipPath>
        """
            .formatted(
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                escaped(title),
                escaped(PlanWords.demand(plan.demand())),
                LEFT,
                TOP,
                RIGHT - LEFT,
                BOTTOM - TOP));
    text(svg, LEFT, 32, "start", "font-size=\"18\" font-weight=\"600\"", title);
    text(svg, LEFT, 54, "start", "fill=\"#444444\"", PlanWords.demand(plan.demand()));
    text(svg, LEFT, 72, "start", "fill=\"#444444\"", PlanWords.people(plan.demand()));
    drawRefusals(svg);
    drawSizes(svg);
    drawCurves(svg);
    plan.size().ifPresent(size -> drawSize(svg, size));
    return svg.append("</svg>\n").toString();
  }

  private static void drawRefusals(StringBuilder svg) {
    for (double refusal = 1; refusal >= REFUSAL_MIN * 0.99; refusal /= 10) {
      double y = y(refusal);
      line(svg, LEFT, y, RIGHT, y, "stroke=\"#dddddd\"");
      text(svg, LEFT - 8, y + 4, "end", "", PlanWords.percent(refusal));
    }
    text(svg, LEFT - 66, TOP - 14, "start", "fill=\"#444444\"", "refused");
  }

  private void drawSizes(StringBuilder svg) {
    for (long decade = 1; decade <= to; decade *= 10) {
      for (long size : new long[] {decade, 2 * decade, 5 * decade}) {
        if (size >= from && size <= to) {
          double x = x((double) size);
          line(svg, x, TOP, x, BOTTOM, "stroke=\"#eeeeee\"");
          if (size == decade || isRoomForAll()) {
            text(svg, x, BOTTOM + 20, "middle", "", PlanWords.count((int) size));
          }
        }
      }
    }
    line(svg, LEFT, BOTTOM, RIGHT, BOTTOM, "stroke=\"#666666\"");
    line(svg, LEFT, TOP, LEFT, BOTTOM, "stroke=\"#666666\"");
    text(
        svg,
        (LEFT + RIGHT) / 2.0,
        BOTTOM + 46,
        "middle",
        "fill=\"#444444\"",
        "numbers in the pool");
  }

  private boolean isRoomForAll() {
    return Math.log10(to / from) < 3.5;
  }

  private void drawCurves(StringBuilder svg) {
    double legend = TOP + 10;
    for (Curve curve : curves) {
      Stroke stroke = Stroke.of(curve.mode());
      String style =
          "fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\" stroke-dasharray=\"%s\""
              .formatted(stroke.colour, stroke.dashes.isEmpty() ? "none" : stroke.dashes);
      List<String> points = new ArrayList<>();
      for (Point point : curve.points()) {
        points.add(number(x(point.numbers())) + "," + number(y(point.refusal())));
      }
      svg.append(
          "<polyline clip-path=\"url(#plot)\" %s points=\"%s\"/>%n"
              .formatted(style, String.join(" ", points)));
      line(svg, RIGHT + 20, legend, RIGHT + 60, legend, style);
      text(svg, RIGHT + 68, legend + 4, "start", "", curve.mode().toString());
      legend += 24;
    }
  }

  private void drawSize(StringBuilder svg, int size) {
    double x = x(Math.max(size, from));
    line(
        svg, x, TOP, x, BOTTOM, "stroke=\"#b91c1c\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"");
    text(
        svg,
        x,
        TOP - 6,
        "middle",
        "fill=\"#b91c1c\" font-weight=\"600\"",
        PlanWords.count(size) + (size == 1 ? " number" : " numbers"));
  }

  private double x(double numbers) {
    return LEFT + (RIGHT - LEFT) * Math.log(numbers / from) / Math.log(to / from);
  }

  private static double y(double refusal) {
    // What is below the picture is cut off there, and the curve still falls towards it.
    double shown = Math.max(refusal, REFUSAL_MIN / 1000);
    return TOP + (BOTTOM - TOP) * Math.log(shown) / Math.log(REFUSAL_MIN);
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String style) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>%n"
            .formatted(number(x1), number(y1), number(x2), number(y2), style));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String style, String words) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>%n"
            .formatted(number(x), number(y), anchor, style, escaped(words)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A title can be a pool's name, and that is anything. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
