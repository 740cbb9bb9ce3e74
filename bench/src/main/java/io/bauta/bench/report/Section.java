package io.bauta.bench.report;

import java.util.List;

/**
 * What one part of a run gave.
 *
 * @param lines tables and sentences, in Markdown
 */
public record Section(String title, List<String> lines, List<Chart> charts, List<Goal> goals) {

  /** One without charts and goals. */
  public static Section of(String title, List<String> lines) {
    return new Section(title, lines, List.of(), List.of());
  }
}
