package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What a correct masking server does with Telnyx's events: answers known callers, transfers them,
 * and hangs up with words where that fails. Everybody else is rejected.
 */
final class MaskingClient implements Consumer<Event> {

  static final String SORRY = "The person is not available.";

  private final TelnyxClient client;
  private final String caller;
  private final Map<String, Object> transfer;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> bridged = ConcurrentHashMap.newKeySet();
  private final Map<String, String> callerLegs = new ConcurrentHashMap<>();

  MaskingClient(TelnyxClient client, String caller, Map<String, Object> transfer) {
    this.client = client;
    this.caller = caller;
    this.transfer = transfer;
  }

  static String state(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public void accept(Event event) {
    if (!seen.add(event.id())) {
      return;
    }
    String session = event.text("call_session_id");
    switch (event.type()) {
      case "call.initiated" -> initiated(event, session);
      case "call.answered" -> {
        if (isCaller(event, session)) {
          client.command(event, "transfer", withId(transfer, event, "transfer"));
        }
      }
      case "call.bridged" -> bridged.add(session);
      case "call.speak.ended" -> client.command(event, "hangup", withId(Map.of(), event, "hangup"));
      case "call.hangup" -> hungUp(event, session);
      default -> {}
    }
  }

  private void initiated(Event event, String session) {
    if (event.text("direction").equals("incoming")) {
      callerLegs.put(session, event.text("call_control_id"));
      boolean isKnown = event.text("from").equals(caller);
      String action = isKnown ? "answer" : "reject";
      Map<String, Object> body =
          isKnown ? Map.of("client_state", state("a")) : Map.of("cause", "CALL_REJECTED");
      client.command(event, action, withId(body, event, action));
    }
  }

  /** A caller who is still there after the other leg failed must be told. */
  private void hungUp(Event event, String session) {
    if (isCaller(event, session)) {
      callerLegs.remove(session);
    } else if (callerLegs.containsKey(session) && !bridged.contains(session)) {
      apologise(event, session);
    }
  }

  private void apologise(Event event, String session) {
    client.command(callerLegs.get(session), "speak", withId(speech(SORRY), event, "speak"));
  }

  /** Words with every option that Telnyx has a default for. */
  static Map<String, Object> speech(String words) {
    return Map.of(
        "payload", words,
        "voice", "female",
        "language", "en-US",
        "payload_type", "text",
        "service_level", "premium",
        "loop", 1,
        "target_legs", "self");
  }

  private boolean isCaller(Event event, String session) {
    return event.text("call_control_id").equals(callerLegs.get(session));
  }

  static Map<String, Object> withId(Map<String, Object> body, Event event, String what) {
    Map<String, Object> all = new TreeMap<>(body);
    all.put("command_id", event.id() + "-" + what);
    return all;
  }
}
