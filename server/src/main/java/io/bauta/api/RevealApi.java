package io.bauta.api;

import io.bauta.access.RevealLimit;
import io.bauta.access.RevealLimit.Turn;
import io.bauta.audit.AuditEntry;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SessionId;
import io.bauta.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells real numbers, to whoever has the right and says why. That it is told is in the audit log
 * before it is; so is what was asked for and not told.
 */
public final class RevealApi {

  /** The fewest characters of a reason. */
  public static final int REASON_LENGTH_MIN = 3;

  /** The most characters of a reason. */
  public static final int REASON_LENGTH_MAX = 200;

  private static final String REVEALED = "number.revealed";
  private static final String REFUSED = "reveal.refused";
  private static final String LIMITED = "reveal.limited";
  private static final String PARTICIPANT = "participant";
  private static final String REASON = "reason";

  private final Sessions sessions;
  private final RevealLimit limit;
  private final AuditApi audit;
  private final Clock clock;

  public RevealApi(Sessions sessions, RevealLimit limit, AuditApi audit, Clock clock) {
    this.sessions = sessions;
    this.limit = limit;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is asked for. */
  private record Asked(String participant, String reason) {

    static Asked of(ApiRequest request) {
      Fields fields = Fields.of(request, Set.of(PARTICIPANT, REASON));
      String participant = fields.text(PARTICIPANT, Participant.NAME_LENGTH_MAX);
      String reason = fields.text(REASON, REASON_LENGTH_MAX).strip();
      if (reason.codePointCount(0, reason.length()) < REASON_LENGTH_MIN) {
        throw fields.invalid(
            "invalid_value",
            REASON,
            "expected why the number is needed, in %d to %d characters"
                .formatted(REASON_LENGTH_MIN, REASON_LENGTH_MAX));
      }
      return new Asked(participant, reason);
    }
  }

  ApiAnswer reveal(ApiRequest request) {
    SessionId id = SessionId.parse(request.pathValue("id")).orElseThrow(RevealApi::notFound);
    Asked asked = Asked.of(request);
    return switch (limit.take(request.caller(), clock.instant())) {
      case Turn.Limited(Duration pause, boolean isFirst) -> {
        if (isFirst) {
          audit.keep(entry(request, LIMITED, id, "asked more often than a key may"));
        }
        yield limited(pause);
      }
      case Turn.Granted(int unsaid) -> reveal(request, id, asked, after(unsaid));
    };
  }

  /** That somebody asked whose role has not the right: they are refused in any case. */
  void forbidden(ApiRequest request) {
    Optional<SessionId> id = SessionId.parse(request.pathValue("id"));
    if (id.isEmpty()) {
      return;
    }
    switch (limit.take(request.caller(), clock.instant())) {
      case Turn.Granted(int unsaid) ->
          audit.keep(entry(request, REFUSED, id.get(), "forbidden" + after(unsaid)));
      case Turn.Limited(Duration _, boolean isFirst) -> {
        if (isFirst) {
          audit.keep(entry(request, LIMITED, id.get(), "asked more often than a key may"));
        }
      }
    }
  }

  /** What was only counted is said with the next that is written. */
  static String after(int unsaid) {
    return unsaid == 0 ? "" : "; %d attempts before it came too soon".formatted(unsaid);
  }

  private ApiAnswer reveal(ApiRequest request, SessionId id, Asked asked, String after) {
    Participant person;
    try {
      MaskingSession session =
          sessions
              .find(id)
              .filter(found -> request.scope().includes(found.pool()))
              .orElseThrow(RevealApi::notFound);
      person = participant(session, asked.participant());
      if (person.isErased()) {
        throw new ProblemException(
            Problem.ofField(
                "participant_erased",
                PARTICIPANT,
                "the participant was erased: nobody knows their number any more"));
      }
      Reasons.requireNoNumber(
          asked.reason(),
          REASON,
          session.participants().stream().flatMap(one -> one.numbers().stream()));
    } catch (ProblemException refused) {
      audit.keep(entry(request, REFUSED, id, refused.problem().code() + after));
      throw refused;
    }
    // Durable before the number leaves: what cannot be kept is not told.
    audit.keep(
        entry(request, REVEALED, id, "%s: %s%s".formatted(person.id(), asked.reason(), after)));
    return told(person);
  }

  private AuditEntry entry(ApiRequest request, String action, SessionId id, String detail) {
    return audit.entry(request, action, "session", id.toString(), Optional.of(detail));
  }

  /** By id, or by name where only one is called so. */
  private static Participant participant(MaskingSession session, String text) {
    List<Participant> meant =
        session.participants().stream()
            .filter(one -> one.id().toString().equals(text) || one.name().equals(text))
            .toList();
    if (meant.size() > 1) {
      throw new ProblemException(
          Problem.ofField(
              "ambiguous_participant",
              PARTICIPANT,
              "%d participants of the session have this name: expected the id of one"
                  .formatted(meant.size())));
    }
    if (meant.isEmpty()) {
      throw new ProblemException(
          Problem.ofField(
              "unknown_participant",
              PARTICIPANT,
              "the session has no participant with this id or name"));
    }
    return meant.getFirst();
  }

  private static ApiStream told(Participant person) {
    ObjectNode json = Json.object();
    json.put(PARTICIPANT, person.id().toString());
    json.put("real_number", person.realNumber().e164());
    var more = json.putArray("more_numbers");
    person.moreNumbers().forEach(number -> more.add(number.e164()));
    ApiReply reply = ApiReply.ok(json);
    return with(reply, Map.of("Cache-Control", "no-store"));
  }

  static ApiStream limited(Duration pause) {
    long seconds = Denials.seconds(pause);
    return with(
        new Problem(
                429,
                "reveal_limited",
                "a key may ask for %d real numbers in an hour: try again in %d seconds"
                    .formatted(RevealLimit.ATTEMPTS_PER_HOUR_MAX, seconds))
            .reply(),
        Map.of("Retry-After", Long.toString(seconds)));
  }

  private static ApiStream with(ApiReply reply, Map<String, String> headers) {
    return new ApiStream(
        reply.status(),
        reply.contentType(),
        headers,
        OptionalLong.of(reply.body().length),
        out -> out.write(reply.body()));
  }

  private static ProblemException notFound() {
    return new ProblemException(Problem.notFound("session"));
  }
}
