package io.bauta.api;

import io.bauta.edge.PlatformAnswer;
import io.bauta.edge.PlatformAnswer.OpenSession;
import io.bauta.edge.PlatformAnswer.Said;
import io.bauta.edge.PlatformQuestion;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.routing.Desk;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionRequest.Person;
import io.bauta.speech.Words;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions to the platform and its answers in JSON. An answer is read as strictly as a request: of
 * one that is half understood nothing is done.
 */
public final class PlatformJson {

  /** The type of the event that a question is. */
  public static final String TYPE = "call.unknown_caller";

  /** A question is never longer, whatever is in it. */
  public static final int QUESTION_BYTES_MAX = 4_096;

  private static final String ACTION = "action";
  private static final int ACTION_LENGTH_MAX = 40;

  private enum Action {
    REFUSE,
    CONNECT,
    OPEN_SESSION,
    CHALLENGE,
    FORWARD
  }

  private static final Set<String> ALL_FIELDS =
      Arrays.stream(Action.values())
          .flatMap(action -> fieldsOf(action).stream())
          .collect(Collectors.toUnmodifiableSet());

  private PlatformJson() {}

  /** The body of a question. The caller's number is in it in clear: it goes to nobody else. */
  public static byte[] of(PlatformQuestion question) {
    NumberPool pool = question.line().pool();
    ObjectNode json = Json.object();
    json.put("type", TYPE);
    json.put("timestamp", question.at().toString());
    ObjectNode data = json.putObject("data");
    data.put("call", question.call().toString());
    data.put("carrier_account", question.carrierAccount());
    data.put("carrier_call_id", question.carrierCall().text());
    data.put("pool", pool.id().toString());
    data.put("pool_name", pool.name());
    data.put("dialed", question.line().number().e164());
    data.put("caller", question.caller().map(PhoneNumber::e164).orElse(null));
    data.put("withheld", question.caller().isEmpty());
    return Json.bytes(json);
  }

  /** What {@code body} says; silence, which says why, when that cannot be followed. */
  public static PlatformAnswer answer(byte[] body, HomeRegion region) {
    try {
      return read(Fields.of(body, ALL_FIELDS), region);
    } catch (ProblemException wrong) {
      return PlatformAnswer.silence("what it said is wrong: " + wrong.problem().detail());
    }
  }

  private static PlatformAnswer read(Fields all, HomeRegion region) {
    String word = all.text(ACTION, ACTION_LENGTH_MAX);
    Action action =
        Names.parse(word, Action.class)
            .orElseThrow(
                () -> all.invalid("invalid_value", ACTION, "expected " + Names.list(Action.class)));
    Fields fields = all.only(fieldsOf(action));
    return switch (action) {
      case REFUSE ->
          new Said(
              new Desk.Answer.Refused(
                  fields
                      .optionalText("announcement", CallPolicy.ANNOUNCEMENT_LENGTH_MAX)
                      .map(text -> new Words(text, SpeechJson.language(fields)))));
      case CONNECT -> new Said(new Desk.Answer.Connected(fields.number("to", region)));
      case OPEN_SESSION -> openSession(fields, region);
      case CHALLENGE -> new Said(new Desk.Answer.Challenged());
      case FORWARD -> new Said(new Desk.Answer.Forwarded());
    };
  }

  private static Set<String> fieldsOf(Action action) {
    return switch (action) {
      case REFUSE -> Set.of(ACTION, "announcement", SpeechJson.LANGUAGE);
      case CONNECT -> Set.of(ACTION, "to");
      case OPEN_SESSION ->
          Set.of(
              ACTION,
              "participant",
              "caller_name",
              "ttl_seconds",
              "ttl_from",
              "expires_at",
              "reference",
              "metadata");
      case CHALLENGE, FORWARD -> Set.of(ACTION);
    };
  }

  private static OpenSession openSession(Fields fields, HomeRegion region) {
    if (!fields.has("participant")) {
      throw fields.missing("participant");
    }
    Fields participant = fields.object("participant", Set.of("name", "real_number"));
    Map<String, String> metadata = SessionsApi.metadata(fields);
    return new OpenSession(
        new Person(
            participant.optionalText("name", Participant.NAME_LENGTH_MAX).orElse(""),
            participant.number("real_number", region)),
        fields.optionalText("caller_name", Participant.NAME_LENGTH_MAX).orElse(""),
        SessionsApi.lifetime(fields).orElseGet(Lifetime.UntilClosed::new),
        fields.optionalText("reference", MaskingSession.REFERENCE_LENGTH_MAX),
        metadata);
  }
}
