package io.bauta.event;

import io.bauta.call.CallId;
import io.bauta.session.ParticipantId;
import java.util.Optional;
import java.util.Set;

/** Takes somebody who was erased out of what is told. */
public interface EventRedaction {

  /**
   * Who is gone.
   *
   * @param participants of the session that is told of
   * @param former whose number it was before another took its place, and whose it is not now
   * @param caller whether it is the caller of the call that is told of
   * @param destination whether it is who was rung
   * @param dialed whether it is what was dialled
   * @param masked a number as it is shown, of whoever is looked for where nothing is known any more
   *     of what the event tells of
   */
  record Gone(
      Set<ParticipantId> participants,
      Optional<Former> former,
      boolean caller,
      boolean destination,
      boolean dialed,
      Optional<String> masked) {
    public Gone {
      participants = Set.copyOf(participants);
    }
  }

  /**
   * A number that participants of a session do not have now, and perhaps had: the session goes on
   * without it.
   *
   * @param masked the number as it is shown
   */
  record Former(Set<ParticipantId> participants, String masked) {
    public Former {
      participants = Set.copyOf(participants);
    }
  }

  /** The call that the event tells of; empty when it tells of another thing. */
  Optional<CallId> call(Event event);

  /** The data of the event without them; the same when they are not in it. */
  String without(Event event, Gone gone);
}
