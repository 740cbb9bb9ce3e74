package io.bauta.carrier;

import io.bauta.call.CallFact;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a webhook means. */
public sealed interface CarrierMessage {

  /** The carrier asks what to do with a call. */
  record Asks(RoutingRequest request) implements CarrierMessage {}

  /**
   * The carrier tells what happened on a call. Most webhooks tell one thing.
   *
   * @param call the id that the carrier gives here
   * @param facts none when what happened matters only to what we owe
   * @param owed what the carrier must be told to do now; mostly nothing
   * @param traits how else to find the call; only with a carrier whose id may be another one than
   *     that of its question
   */
  record Tells(
      CarrierCallId call,
      List<CallFact> facts,
      List<CarrierCommand> owed,
      Optional<CallTraits> traits)
      implements CarrierMessage {

    public Tells {
      facts = List.copyOf(facts);
      owed = List.copyOf(owed);
    }

    /** About a call that its id finds. */
    public Tells(CarrierCallId call, List<CallFact> facts, List<CarrierCommand> owed) {
      this(call, facts, owed, Optional.empty());
    }

    /** Facts, and nothing owed. */
    public Tells(CarrierCallId call, List<CallFact> facts) {
      this(call, facts, List.of());
    }

    /** Names traits only where there are some. */
    @Override
    public String toString() {
      return "Tells[call=%s, facts=%s, owed=%s%s]"
          .formatted(call, facts, owed, traits.map(found -> ", traits=" + found).orElse(""));
    }
  }

  /** The carrier tells how numbers of the account are. */
  record NumbersChanged(List<CarrierNumber> numbers) implements CarrierMessage {
    public NumbersChanged {
      numbers = List.copyOf(numbers);
    }

    /** Redacted: nobody has looked yet whether they are numbers that we hold. */
    @Override
    public String toString() {
      return "NumbersChanged[" + numbers.size() + " numbers]";
    }
  }

  /**
   * Genuine, and nothing to us.
   *
   * @param eventName the carrier's name for it, cut to {@link #EVENT_NAME_LENGTH_MAX} and to what
   *     event names are made of, because it goes into the log; empty when it gave none
   */
  record Irrelevant(String eventName) implements CarrierMessage {
    public static final int EVENT_NAME_LENGTH_MAX = 60;

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z._-]");

    public Irrelevant {
      eventName = NOT_IN_A_NAME.matcher(eventName).replaceAll("");
      eventName = eventName.substring(0, Math.min(eventName.length(), EVENT_NAME_LENGTH_MAX));
    }
  }
}
