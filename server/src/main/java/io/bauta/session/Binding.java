package io.bauta.session;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * That a session has a holder on a proxy number, and whom it rings. What a mode means is here, and
 * nowhere else: whoever routes, stores or lends looks at bindings only.
 *
 * @param number what is dialled
 * @param holder who dials it
 * @param position the participant whose binding it is
 * @param caller who calls by it; empty when that is nobody in particular
 * @param callees the positions of the participants who are rung, in order; empty for whoever called
 *     last
 */
public record Binding(
    ProxyNumber number, Holder holder, int position, Optional<Seat> caller, List<Integer> callees) {

  public Binding {
    callees = List.copyOf(callees);
  }

  /**
   * All bindings of these participants. The first ones are of their first numbers, in their order,
   * in the modes in which each holds one.
   */
  static List<Binding> of(PoolMode mode, List<Participant> participants) {
    List<Binding> bindings = new ArrayList<>();
    switch (mode) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER -> {
        phones(participants, 0, List.of(1), bindings);
        phones(participants, 1, List.of(0), bindings);
      }
      case ONE_PARTY -> {
        phones(participants, 0, participants.size() > 1 ? List.of(1) : List.of(), bindings);
        bindings.add(
            new Binding(
                participants.getFirst().dials(),
                new Holder.Anyone(),
                0,
                Optional.empty(),
                List.of(0)));
      }
      case GROUP -> {
        List<Integer> members = IntStream.range(1, participants.size()).boxed().toList();
        phones(participants, 0, members, bindings);
        members.forEach(member -> phones(participants, member, List.of(0), bindings));
      }
      case PIN -> {
        // Whoever calls is known by what they enter.
      }
    }
    bindings.sort((one, other) -> Integer.compare(place(one), place(other)));
    codes(participants, bindings);
    return List.copyOf(bindings);
  }

  private static int place(Binding binding) {
    return binding.caller().map(Seat::place).orElse(0);
  }

  private static void phones(
      List<Participant> participants, int position, List<Integer> callees, List<Binding> bindings) {
    Participant participant = participants.get(position);
    if (participant.isErased()) {
      // Their pairs rest by themselves, and nobody is told to be them.
      return;
    }
    for (int place = 0; place < participant.numbers().size(); place++) {
      bindings.add(
          new Binding(
              participant.dials(),
              new Holder.Phone(participant.numbers().get(place)),
              position,
              Optional.of(new Seat(position, place)),
              callees));
    }
  }

  /** A code is entered on the number that the others dial to reach its participant. */
  private static void codes(List<Participant> participants, List<Binding> bindings) {
    for (int position = 0; position < participants.size(); position++) {
      int own = position;
      ProxyNumber number = participants.get(dialledBy(position, participants)).dials();
      participants
          .get(position)
          .pin()
          .ifPresent(
              pin ->
                  bindings.add(
                      new Binding(
                          number, new Holder.Code(pin), own, Optional.empty(), List.of(own))));
    }
  }

  /** One of the others, or the participant when there is no other: they all dial the same then. */
  private static int dialledBy(int position, List<Participant> participants) {
    return participants.size() == 1 ? 0 : position == 0 ? 1 : 0;
  }
}
