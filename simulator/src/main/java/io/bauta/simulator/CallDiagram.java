package io.bauta.simulator;

import io.bauta.simulator.DiagramCanvas.Stroke;
import io.bauta.simulator.Rung.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws one call as a sequence diagram for a terminal: the caller, the carrier, Bauta and the other
 * telephone. Real numbers are redacted, proxy numbers shown whole. At most {@link
 * DiagramCanvas#WIDTH_MAX} characters wide.
 */
public final class CallDiagram {

  private static final int CALLER = 0;
  private static final int CARRIER = 1;
  private static final int SERVER = 2;
  private static final int OTHER = 3;
  private static final int[] WITH_OTHER = {8, 33, 63, 92};
  private static final int[] WITHOUT_OTHER = {8, 38, 74};
  private static final int ENDPOINT_MAX = 14;

  private final SimulatedCall call;
  private final Redaction redaction;
  private final DiagramCanvas canvas;
  private boolean ascii;
  private boolean coloured;

  private CallDiagram(SimulatedCall call) {
    this.call = call;
    this.redaction = call.redaction();
    this.canvas = new DiagramCanvas(call.destination().isPresent() ? WITH_OTHER : WITHOUT_OTHER);
  }

  /** A diagram of {@code call}, in Unicode and without colour; each draws once. */
  public static CallDiagram of(SimulatedCall call) {
    return new CallDiagram(call);
  }

  /** Uses no character outside ASCII. */
  public CallDiagram ascii() {
    ascii = true;
    return this;
  }

  /** Uses ANSI colours. */
  public CallDiagram coloured() {
    coloured = true;
    return this;
  }

  /** The diagram, with a line end after each row. */
  public String draw() {
    heading();
    Optional<Instant> shown = Optional.empty();
    for (Step step : call.steps()) {
      int row = canvas.height();
      draw(step);
      if (canvas.height() > row && shown.filter(step.at()::equals).isEmpty()) {
        shown = Optional.of(step.at());
        canvas.margin(rowOfTime(step, row), "%6s".formatted(sinceStart(step.at())));
      }
    }
    if (call.status() == CallStatus.CONNECTED) {
      canvas.bar("talking …", Ink.GOOD);
    }
    canvas.gap();
    outcome();
    return canvas.render(ascii, coloured);
  }

  private void heading() {
    List<String> names = new ArrayList<>(List.of(name(call.caller()), call.carrierName(), "Bauta"));
    List<String> numbers = new ArrayList<>(List.of(number(call.caller()), "", ""));
    call.destination()
        .ifPresent(
            phone -> {
              names.add(name(phone));
              numbers.add(number(phone));
            });
    canvas.headings(names, Ink.STRONG);
    canvas.headings(numbers, Ink.PLAIN);
    canvas.gap();
  }

  private void draw(Step step) {
    switch (step) {
      case Step.Dialled _ ->
          arrow(CALLER, CARRIER, "dials " + redaction.number(call.dialed()), Ink.PLAIN);
      case Step.Asked(_, Exchange exchange) -> exchange(exchange);
      case Step.Commanded commanded -> commanded(commanded);
      case Step.Heard(_, String words) ->
          arrow(CARRIER, CALLER, "“" + redaction.text(words) + "”", Ink.PLAIN);
      case Step.KeyedIn _ -> arrow(CALLER, CARRIER, "keys in digits", Ink.PLAIN);
      case Step.Rang rang -> rang(rang);
      case Step.RingEnded(_, Rung rung) -> ringEnded(rung);
      case Step.Connected _ -> {}
      case Step.TalkEnded ended -> talkEnded(ended);
      case Step.Released(_, String reason) -> arrow(CARRIER, CALLER, reason, Ink.PLAIN);
      case Step.Noted(_, String note) -> canvas.note(CARRIER, redaction.text(note), Ink.BAD);
    }
  }

  /** One row where the reply only acknowledges, two where it says what to do. */
  private void exchange(Exchange exchange) {
    String met = exchange.fault().isEmpty() ? "" : " (%s)".formatted(exchange.fault());
    String brief = exchange.reply().brief() + met;
    boolean isOk = exchange.reply().isOk();
    if (exchange.description().isEmpty() || exchange.status() == 0) {
      String mark = isOk ? " ✓ " : " ✗ ";
      arrow(CARRIER, SERVER, exchange.event() + mark + brief, isOk ? Ink.ASK : Ink.BAD);
      return;
    }
    arrow(CARRIER, SERVER, exchange.event() + " " + endpoint(exchange), Ink.ASK);
    String described = brief + " " + redaction.text(exchange.description());
    canvas.arrow(SERVER, CARRIER, Stroke.DASHED, described, isOk ? Ink.GOOD : Ink.BAD);
  }

  private void commanded(Step.Commanded commanded) {
    boolean isOk = commanded.status() >= 200 && commanded.status() < 300;
    String words = commanded.command() + " " + redaction.text(commanded.description());
    String result = commanded.status() == 0 ? "no answer" : Integer.toString(commanded.status());
    String label = words.strip() + (isOk ? " ✓ " : " ✗ ") + result;
    arrow(SERVER, CARRIER, label, isOk ? Ink.GOOD : Ink.BAD);
  }

  private void rang(Step.Rang rang) {
    List<Rung.Ending> endings = endings(rang.phone());
    boolean isRinging = endings.isEmpty() || endings.stream().anyMatch(Ending::isAfterRinging);
    String verb = isRinging ? "rings" : "tries";
    String who = phonesRung() > 1 ? " " + redaction.number(rang.phone().number()) : "";
    String number = redaction.number(rang.screen().number());
    String name = redaction.text(rang.screen().name());
    boolean isSame = redaction.number(rang.screen().name()).equals(number);
    String named = isSame || name.isEmpty() ? "" : " named “%s”".formatted(name);
    // What had to be hidden is a real number, and it stands on somebody's screen.
    boolean leaks = !number.equals(rang.screen().number()) || !name.equals(rang.screen().name());
    String label = (leaks ? "⚠ " : "") + verb + who + ", showing " + number + named;
    arrow(CARRIER, OTHER, label, leaks ? Ink.BAD : Ink.STRONG);
  }

  private void ringEnded(Rung rung) {
    String after = " after " + spelled(rung.after());
    switch (rung.ending()) {
      case ANSWERED -> arrow(OTHER, CARRIER, "answers" + after, Ink.GOOD);
      case BUSY -> arrow(OTHER, CARRIER, "busy", Ink.BAD);
      case UNREACHABLE -> arrow(OTHER, CARRIER, "no such number", Ink.BAD);
      case REJECTED -> arrow(OTHER, CARRIER, "declines" + after, Ink.BAD);
      case UNANSWERED ->
          arrow(CARRIER, OTHER, "stops ringing" + after + ": nobody answered", Ink.BAD);
      case CALLER_GAVE_UP -> arrow(CALLER, CARRIER, "hangs up" + after, Ink.BAD);
      case LOST_RACE -> arrow(CARRIER, OTHER, "stops ringing: another answered", Ink.PLAIN);
    }
  }

  private void talkEnded(Step.TalkEnded ended) {
    canvas.bar("talking for " + spelled(ended.talk()), Ink.GOOD);
    switch (ended.by()) {
      case CALLER -> arrow(CALLER, CARRIER, "hangs up", Ink.PLAIN);
      case DESTINATION -> arrow(OTHER, CARRIER, "hangs up", Ink.PLAIN);
      case SERVER -> arrow(CARRIER, OTHER, "hangs up, as told", Ink.PLAIN);
      case CARRIER -> arrow(CARRIER, OTHER, "ends the call: talk limit reached", Ink.BAD);
    }
  }

  private void outcome() {
    String status = call.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String talked = call.talkTime().isZero() ? "" : ", talked " + spelled(call.talkTime());
    String cause = call.cause().isEmpty() ? "" : " (%s)".formatted(call.cause());
    boolean isFine = call.complaints().isEmpty();
    Ink ink = isFine ? Ink.GOOD : Ink.BAD;
    canvas.footer((isFine ? "✓ " : "✗ ") + status + talked + sawWhat() + cause, ink);
    for (String complaint : call.complaints()) {
      canvas.footer("⚠ " + redaction.text(complaint), Ink.BAD);
    }
  }

  private String sawWhat() {
    Optional<Phone> saw =
        call.destination()
            .filter(phone -> endings(phone).stream().anyMatch(Ending::isAfterRinging));
    if (saw.isEmpty() || call.screen().isEmpty()) {
      return "";
    }
    String shown = redaction.number(call.screen().get().number());
    return ", %s saw %s".formatted(name(saw.get()), shown);
  }

  private void arrow(int from, int to, String label, Ink ink) {
    canvas.arrow(from, to, Stroke.SOLID, label, ink);
  }

  /** The end of a talk is drawn under its bar. */
  private static int rowOfTime(Step step, int firstRow) {
    return step instanceof Step.TalkEnded ? firstRow + 1 : firstRow;
  }

  private List<Rung.Ending> endings(Phone phone) {
    return call.steps().stream()
        .filter(Step.RingEnded.class::isInstance)
        .map(step -> ((Step.RingEnded) step).rung())
        .filter(rung -> rung.phone().equals(phone))
        .map(Rung::ending)
        .toList();
  }

  private long phonesRung() {
    return call.steps().stream().filter(Step.Rang.class::isInstance).count();
  }

  /** The path, or where that is long the last words of it that are no token. */
  private static String endpoint(Exchange exchange) {
    String path = exchange.shownPath();
    if (path.length() <= ENDPOINT_MAX) {
      return path;
    }
    String trimmed = path.endsWith("/…") ? path.substring(0, path.length() - 2) : path;
    return trimmed.substring(trimmed.lastIndexOf('/')) + path.substring(trimmed.length());
  }

  private String name(Phone phone) {
    return phone.name().isEmpty() ? redaction.number(phone.number()) : phone.name();
  }

  private String number(Phone phone) {
    return phone.name().isEmpty() ? "" : redaction.number(phone.number());
  }

  private String sinceStart(Instant at) {
    Duration since = Duration.between(call.steps().getFirst().at(), at);
    return "%d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
  }

  private static String spelled(Duration duration) {
    long minutes = duration.toMinutes();
    int seconds = duration.toSecondsPart();
    if (minutes == 0) {
      return seconds + " s";
    }
    return minutes + " min" + (seconds == 0 ? "" : " " + seconds + " s");
  }
}
