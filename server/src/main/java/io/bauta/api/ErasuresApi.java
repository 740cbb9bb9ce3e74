package io.bauta.api;

import io.bauta.audit.AuditEntry;
import io.bauta.number.PhoneNumber;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureId;
import io.bauta.person.Erasures;
import io.bauta.person.Erasures.Requested;
import io.bauta.person.Trace;
import io.bauta.person.WaitsFor;
import io.bauta.pool.PoolId;
import io.bauta.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Erases persons. Neither an answer nor a path holds the number. */
public final class ErasuresApi {

  private static final String REQUESTED = "person.erasure_requested";
  private static final String REFUSED = "person.erasure_refused";
  private static final String CLOSE = "close_open_sessions";
  private static final String REMOVE_BLOCKS = "remove_blocks";

  private final Erasures erasures;
  private final Runnable runNow;
  private final AuditApi audit;
  private final Clock clock;

  /**
   * The API of erasures.
   *
   * @param runNow makes a run begin
   */
  public ErasuresApi(Erasures erasures, Runnable runNow, AuditApi audit, Clock clock) {
    this.erasures = erasures;
    this.runNow = runNow;
    this.audit = audit;
    this.clock = clock;
  }

  ApiReply request(ApiRequest request) {
    Fields fields =
        Fields.of(request, Set.of(PersonFields.NUMBER, PersonFields.REASON, CLOSE, REMOVE_BLOCKS));
    PhoneNumber number = PersonFields.number(fields);
    String reason = PersonFields.reason(fields, number);
    boolean closes = fields.flag(CLOSE);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (erasures.request(
        number, closes, fields.flag(REMOVE_BLOCKS), now, id -> entry(request, id, reason))) {
      case Requested.Accepted(Erasure erasure) -> {
        runNow.run();
        yield ApiReply.accepted(json(erasure));
      }
      case Requested.Same(Erasure erasure) -> {
        audit.keep(entry(request, erasure.id(), reason));
        runNow.run();
        yield ApiReply.accepted(json(erasure));
      }
      case Requested.InOpenSessions(List<SessionId> open) -> {
        // Durable before it is told: it says in which sessions somebody is.
        audit.keep(
            audit.entry(
                request, REFUSED, "session", open.getFirst().toString(), Optional.of(reason)));
        yield new Problem(
                409,
                "sessions_open",
                "the person is in open sessions: close them first, or say %s=true".formatted(CLOSE))
            .with("sessions", open.stream().map(SessionId::toString).toList())
            .reply();
      }
      case Requested.Configured(List<PoolId> pools) ->
          new Problem(
                  409,
                  "number_configured",
                  "the number is one of a pool's own, or the one where its support answers: change"
                      + " the pool first")
              .with("pools", pools.stream().map(PoolId::toString).toList())
              .reply();
      case Requested.TooMany(int max) ->
          new Problem(
                  409,
                  "too_many_erasures",
                  "%d erasures are under way: try again when some are done".formatted(max))
              .reply();
    };
  }

  private AuditEntry entry(ApiRequest request, ErasureId id, String reason) {
    return audit.entry(request, REQUESTED, "erasure", id.toString(), Optional.of(reason));
  }

  ApiReply get(ApiRequest request) {
    return ErasureId.parse(request.pathValue("id"))
        .flatMap(erasures::find)
        .map(erasure -> ApiReply.ok(json(erasure)))
        .orElseThrow(() -> new ProblemException(Problem.notFound("erasure")));
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Optional<ErasureId> before =
        Page.parameter(request, "cursor", ErasureId::parse, "a cursor from the page before");
    return Page.of(
        erasures.list(before, limit + 1),
        limit,
        ErasuresApi::json,
        erasure -> erasure.id().toString());
  }

  private static ObjectNode json(Erasure erasure) {
    ObjectNode json = Json.object();
    json.put("id", erasure.id().toString());
    json.put("state", Names.of(erasure.state()));
    json.put("stage", Names.of(erasure.stage()));
    json.put("waits_for", erasure.waitsFor().map((WaitsFor one) -> Names.of(one)).orElse(null));
    json.put("looks_again_at", erasure.looksAgainAt().map(Instant::toString).orElse(null));
    json.put("failed_at", erasure.failedAt().map(Instant::toString).orElse(null));
    json.put("requested_at", erasure.requestedAt().toString());
    json.put("done_at", erasure.doneAt().map(Instant::toString).orElse(null));
    json.put(CLOSE, erasure.closesSessions());
    json.put(REMOVE_BLOCKS, erasure.removesBlocks());
    ObjectNode removed = json.putObject("removed");
    ObjectNode left = json.putObject("left");
    for (Trace trace : Trace.values()) {
      (trace.isRemoved() ? removed : left).put(Names.of(trace), erasure.count(trace));
    }
    return json;
  }
}
