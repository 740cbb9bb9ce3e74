package io.bauta.rules;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may call.
 *
 * @param positions the participants who may, by where they stand in their session, from 0
 * @param anyone whether people may who are no participants, or are known by a code only
 */
public record Callers(Set<Integer> positions, boolean anyone) {

  public Callers {
    positions = Collections.unmodifiableSortedSet(new TreeSet<>(positions));
    if (positions.isEmpty() && !anyone) {
      throw new IllegalArgumentException("somebody may call");
    }
  }

  /** Whether the participant at {@code position} may call, or anybody when there is none. */
  public boolean has(Optional<Integer> position) {
    return position.map(positions::contains).orElse(anyone);
  }
}
