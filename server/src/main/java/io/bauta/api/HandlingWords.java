package io.bauta.api;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallFact.Rung;
import io.bauta.edge.Handling;
import io.bauta.edge.Handling.Asked;
import io.bauta.edge.Handling.Malformed;
import io.bauta.edge.Handling.Numbers;
import io.bauta.edge.Handling.Told;
import io.bauta.edge.Handling.TurnedAway;
import io.bauta.edge.Handling.Unused;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.Desk;
import io.bauta.routing.IncomingCall;
import java.util.List;
import java.util.stream.Collectors;

/** What a webhook meant, in a sentence for people. */
final class HandlingWords {

  private final ShownNumbers numbers;

  HandlingWords(ShownNumbers numbers) {
    this.numbers = numbers;
  }

  String of(Handling handling) {
    return switch (handling) {
      case Asked asked ->
          question(asked.request().incoming())
              + asked
                  .platform()
                  .map(said -> "; the platform was asked, and " + words(said))
                  .orElse("");
      case Told told ->
          "tells: "
              + (told.tells().facts().isEmpty()
                  ? "a step of the call"
                  : facts(told.tells().facts()));
      case Numbers told -> "tells how numbers are: " + told.changed().numbers().size();
      case Unused unused -> "nothing to us: " + unused.event().eventName();
      case Malformed malformed -> "means nothing: " + malformed.why();
      case TurnedAway turnedAway -> "not read: " + turnedAway.why();
    };
  }

  private String question(IncomingCall call) {
    return "asks %s with a call from %s to %s"
        .formatted(
            call.entered().isPresent()
                ? "again, now that digits were entered, what to do"
                : "what to do",
            call.caller().map(PhoneNumber::masked).orElse("a withheld number"),
            numbers.of(call.dialed()));
  }

  private static String words(Desk.Answer answer) {
    return switch (answer) {
      case Desk.Answer.Refused _ -> "refuses the caller";
      case Desk.Answer.Connected _ -> "says whom to ring";
      case Desk.Answer.Opened _ -> "had a session opened";
      case Desk.Answer.Challenged _ -> "wants a code from the caller";
      case Desk.Answer.Forwarded _ -> "wants support to answer";
      case Desk.Answer.Silence(String why) -> "gave no answer: " + why;
    };
  }

  private static String facts(List<CallFact> facts) {
    return facts.stream().map(HandlingWords::words).collect(Collectors.joining("; "));
  }

  private static String words(CallFact fact) {
    return switch (fact) {
      case Rung _ -> "the destination is rung";
      case Answered _ -> "the destination answered";
      case LegEnded ended ->
          "the %s leg ended, %s".formatted(Names.of(ended.leg()), Names.of(ended.hangUp().cause()));
      case CallEnded ended -> "the call ended, " + Names.of(ended.hangUp().cause());
      case RecordingReady _ -> "a recording can be fetched";
      case Billed _ -> "what is charged";
      case EndNeverTold _ -> "the end was never told";
    };
  }

  static String kind(CallFact fact) {
    return switch (fact) {
      case Rung _ -> "rung";
      case Answered _ -> "answered";
      case LegEnded _ -> "leg_ended";
      case CallEnded _ -> "call_ended";
      case RecordingReady _ -> "recording_ready";
      case Billed _ -> "billed";
      case EndNeverTold _ -> "end_never_told";
    };
  }
}
