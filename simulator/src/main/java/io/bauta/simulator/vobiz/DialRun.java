package io.bauta.simulator.vobiz;

import io.bauta.simulator.CallStory;
import io.bauta.simulator.Party;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.Ringing;
import io.bauta.simulator.Rung;
import io.bauta.simulator.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One execution of a {@code Dial}: rings, tells what happens, and ends when the talk ends. */
final class DialRun {

  private final Verb.Dial dial;
  private final CallerLeg leg;
  private final CallStory story;
  private final VobizEvents events;
  private final CallerIdentity identity;
  private final List<DialedLeg> legs = new ArrayList<>();
  private Duration rangFor = Duration.ZERO;
  private Optional<DialedLeg> bridged = Optional.empty();
  private Optional<DialEnd> end = Optional.empty();

  DialRun(Verb.Dial dial, CallerLeg leg, VobizCarrier carrier, VobizEvents events) {
    this.dial = dial;
    this.leg = leg;
    this.story = leg.story();
    this.events = events;
    this.identity = new CallerIdentity(dial, leg, carrier, events.fields().callerName());
    PhoneNetwork network = leg.dialing().network();
    for (String number : dial.numbers()) {
      Phone phone = network.phone(number);
      legs.add(
          new DialedLeg(carrier.newUuid(), phone, identity.asWritten(), number, legs.size() + 1));
    }
  }

  /** Rings everyone who may be rung, until someone answers or nobody does. */
  void ring() {
    List<DialedLeg> ringable = new ArrayList<>();
    for (DialedLeg dialed : legs) {
      identity
          .barrier(dialed.phone())
          .ifPresentOrElse(cause -> bar(dialed, cause), () -> ringable.add(dialed));
    }
    if (!ringable.isEmpty()) {
      ring(ringable);
    }
  }

  /** Whether the two talk. */
  boolean isConnected() {
    return bridged.isPresent() && end.isEmpty();
  }

  /** Ends the talk; the carrier does where the limit comes before {@code talk} has passed. */
  void endTalk(Party who, Duration talk) {
    boolean isLimited = talk.compareTo(dial.talkLimit()) >= 0;
    Duration talked = isLimited ? dial.talkLimit() : talk;
    leg.clock().advance(talked);
    talkEnded(DialEnd.talked(isLimited ? Party.CARRIER : who, rangFor, talked));
  }

  /** Ends the talk because the server asked for that. */
  void hangUp(Duration talk) {
    leg.clock().advance(talk);
    story.notes("the server asked to hang up");
    talkEnded(DialEnd.hungUpByRequest(rangFor, talk));
  }

  private void talkEnded(DialEnd ended) {
    end = Optional.of(ended);
    story.talkEnds(ended.by(), ended.talk());
    tell(events.fields().dialHangup(bridged.orElseThrow(), ended));
  }

  Verb.Dial dial() {
    return dial;
  }

  /** How it ended; of several telephones, the ending that says most. */
  DialEnd end() {
    return end.orElseThrow();
  }

  /** The fields of the final result. */
  Map<String, String> result() {
    return withSipHeaders(events.fields().dialResult(end(), bridged));
  }

  private void bar(DialedLeg dialed, VobizCause cause) {
    story.notes("%s: %s is not dialled".formatted(cause.shown(), dialed.numberAsWritten()));
    close(dialed, DialEnd.barred(cause));
  }

  private void ring(List<DialedLeg> ringable) {
    Screen screen = identity.screen();
    ringable.forEach(dialed -> story.rings(dialed.phone(), screen));
    var ringing = new Ringing(dial.ringTimeout(), leg.dialing().caller().patience());
    List<Rung> rungs = ringing.ring(ringable.stream().map(DialedLeg::phone).toList(), screen);
    rungs.stream().sorted(inOrderOfTime()).forEach(rung -> ended(ringable, rungs, rung));
  }

  private void ended(List<DialedLeg> ringable, List<Rung> rungs, Rung rung) {
    leg.clock().advance(rung.after().minus(rangFor));
    rangFor = rung.after();
    DialedLeg dialed = ringable.get(rungs.indexOf(rung));
    story.ringEnds(rung);
    if (rung.ending() == Rung.Ending.ANSWERED) {
      connect(dialed);
    } else {
      close(dialed, DialEnd.of(rung));
    }
  }

  private void connect(DialedLeg dialed) {
    bridged = Optional.of(dialed);
    end = Optional.empty();
    leg.answer();
    tell(events.fields().dialEvent("DialAnswer", "answer", dialed));
    story.connects(dialed.phone());
    tell(events.fields().dialEvent("DialConnected", "connected", dialed));
  }

  private void close(DialedLeg dialed, DialEnd ended) {
    tell(events.fields().dialHangup(dialed, ended));
    boolean saysMore = end.isEmpty() || weight(ended) >= weight(end.get());
    if (saysMore && bridged.isEmpty()) {
      end = Optional.of(ended);
    }
  }

  private void tell(Map<String, String> fields) {
    events.tells(dial.events(), withSipHeaders(fields));
  }

  private Map<String, String> withSipHeaders(Map<String, String> fields) {
    Map<String, String> all = new TreeMap<>(fields);
    dial.sipHeaders().forEach((name, value) -> all.put("X-VH-" + name, value));
    return all;
  }

  private static Comparator<Rung> inOrderOfTime() {
    return Comparator.comparing(Rung::after)
        .thenComparing(rung -> rung.ending() != Rung.Ending.ANSWERED);
  }

  private static int weight(DialEnd end) {
    return switch (end.cause()) {
      case CANCELED -> 4;
      case RING_TIMEOUT -> 3;
      case BUSY -> 2;
      case REJECTED -> 1;
      default -> 0;
    };
  }
}
