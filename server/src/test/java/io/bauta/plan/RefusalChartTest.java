package io.bauta.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RefusalChartTest {

  private static final Demand DEMAND =
      new Demand(
          5_000,
          Duration.ofMinutes(24),
          Duration.ofHours(24),
          Crowd.equal(2_000),
          Crowd.equal(200_000),
          3,
          PinCodes.DEFAULT);

  private static String svg(Demand demand, OptionalInt size, String title) {
    Planner planner = new Planner(demand);
    return RefusalChart.svg(
        planner, planner.plan(List.of(PlanMode.values()), List.of(0.01), size), title);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<Element> all(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void everyModeHasACurveThatFallsToTheRight() throws Exception {
    List<Element> curves = all(parsed(svg(DEMAND, OptionalInt.empty(), "rides")), "polyline");

    assertThat(curves).hasSize(PlanMode.values().length);
    for (Element curve : curves) {
      List<double[]> points =
          Arrays.stream(curve.getAttribute("points").split(" "))
              .map(p -> Arrays.stream(p.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toList();
      assertThat(points).hasSizeGreaterThan(3);
      assertThat(points).extracting(point -> point[0]).isSorted();
      assertThat(points).extracting(point -> point[1]).isSorted();
    }
  }

  @Test
  void thePresentSizeIsMarked() throws Exception {
    assertThat(texts(svg(DEMAND, OptionalInt.of(1_084), "rides"))).contains("1,084 numbers");
    assertThat(texts(svg(DEMAND, OptionalInt.empty(), "rides")))
        .noneMatch(text -> text.endsWith(" numbers"));
  }

  @Test
  void aTitleIsText() throws Exception {
    String title = "<script>alert('\"&')</script>";
    String svg = svg(DEMAND, OptionalInt.empty(), title);

    assertThat(svg).doesNotContain("<script");
    assertThat(texts(svg)).contains(title);
  }

  private static List<String> texts(String svg) throws Exception {
    return all(parsed(svg), "text").stream().map(Element::getTextContent).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000_000_000})
  void everySizeCanBeShown(int size) throws Exception {
    String svg = svg(DEMAND, OptionalInt.of(size), "rides");

    assertThat(svg).doesNotContain("NaN", "Infinity");
    parsed(svg);
  }

  @Test
  void aDemandThatNoPoolServesCanBeShown() throws Exception {
    Demand hotline =
        new Demand(
            1_000_000,
            Duration.ofDays(30),
            Duration.ZERO,
            Crowd.equal(1),
            new Crowd.Passing(),
            3,
            PinCodes.DEFAULT);
    String svg = svg(hotline, OptionalInt.of(10), "hotline");

    assertThat(svg).doesNotContain("NaN", "Infinity");
    parsed(svg);
  }

  @Test
  void aDemandOfNearlyNothingCanBeShown() throws Exception {
    Demand nearlyNothing =
        new Demand(
            0.001,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Crowd.equal(1_000),
            new Crowd.Passing(),
            2,
            PinCodes.DEFAULT);

    assertThat(svg(nearlyNothing, OptionalInt.of(2), "quiet")).doesNotContain("NaN", "Infinity");
  }
}
