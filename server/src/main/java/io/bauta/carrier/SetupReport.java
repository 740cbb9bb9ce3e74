package io.bauta.carrier;

import java.util.List;

/**
 * How a set-up came out.
 *
 * @param changed what was changed at the carrier, a line each; empty when all was as it should be
 * @param todo what is left for people to do by hand, a line each, in order
 */
public record SetupReport(List<String> changed, List<String> todo) {
  public SetupReport {
    changed = List.copyOf(changed);
    todo = List.copyOf(todo);
  }
}
