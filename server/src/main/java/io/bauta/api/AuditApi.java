package io.bauta.api;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.audit.ChainReport;
import io.bauta.audit.ChainReport.Flaw;
import io.bauta.id.TimeOrderedIds;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Who did what. */
public final class AuditApi {

  /** In the audit log: that what an entry tells was refused after all. */
  static final String NOT_DONE = "not_done";

  private final AtomicBoolean isVerifying = new AtomicBoolean();
  private final AuditLog log;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public AuditApi(AuditLog log, TimeOrderedIds ids, Clock clock) {
    this.log = log;
    this.ids = ids;
    this.clock = clock;
  }

  /** That {@code request} does something, now. */
  AuditEntry entry(
      ApiRequest request, String action, String kind, String id, Optional<String> detail) {
    Instant now = clock.instant();
    return new AuditEntry(
        new AuditId(ids.next(now)),
        now,
        request.caller().actor(),
        Optional.of(request.origin()).filter(origin -> !origin.isEmpty()),
        action,
        kind,
        id,
        detail.map(AuditApi::cut));
  }

  /** Never within a character: half of one is not kept as it came, and its hash would not fit. */
  private static String cut(String detail) {
    int end = Math.min(detail.length(), AuditEntry.DETAIL_LENGTH_MAX);
    boolean splits = end < detail.length() && Character.isLowSurrogate(detail.charAt(end));
    return detail.substring(0, splits ? end - 1 : end);
  }

  /** Kept before it is done: what cannot be kept is not done. */
  void keep(AuditEntry entry) {
    log.append(entry);
  }

  /**
   * Keeps that {@code entry} is done, then does it: what cannot be kept is not done. When it turns
   * out not to be done, that is kept too.
   */
  ApiReply doing(AuditEntry entry, Supplier<ApiReply> action) {
    keep(entry);
    ApiReply reply;
    try {
      reply = action.get();
    } catch (ProblemException refused) {
      keep(notDone(entry, refused.problem().code()));
      throw refused;
    }
    if (reply.contentType().equals(Problem.CONTENT_TYPE)) {
      keep(notDone(entry, Json.read(reply.body()).path("code").asString("")));
    }
    return reply;
  }

  private AuditEntry notDone(AuditEntry entry, String code) {
    Instant now = clock.instant();
    return new AuditEntry(
        new AuditId(ids.next(now)),
        now,
        entry.actor(),
        entry.origin(),
        NOT_DONE,
        entry.subjectKind(),
        entry.subjectId(),
        Optional.of("%s (%s): %s".formatted(entry.action(), entry.id(), code)));
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Optional<String> kind = request.queryValue("subject_kind");
    Optional<String> subject = request.queryValue("subject");
    if (subject.isPresent() && kind.isEmpty()) {
      throw new ProblemException(
          Problem.ofField(
              "missing_field",
              "subject_kind",
              "expected subject_kind beside subject, such as subject_kind=recording:"
                  + " entries are found by both"));
    }
    AuditQuery query =
        new AuditQuery(
            kind,
            subject,
            Page.parameter(request, "cursor", AuditId::parse, "a cursor from the page before"),
            limit + 1);
    return Page.of(log.list(query), limit, AuditApi::json, entry -> entry.id().toString());
  }

  /** Looks at every entry, so one at a time. */
  ApiReply verify(ApiRequest request) {
    if (!isVerifying.compareAndSet(false, true)) {
      throw new ProblemException(
          new Problem(
              409, "verification_running", "the log is being verified for somebody: try again"));
    }
    try {
      return ApiReply.ok(json(log.verify()));
    } finally {
      isVerifying.set(false);
    }
  }

  private static ObjectNode json(ChainReport report) {
    ObjectNode json = Json.object();
    json.put("whole", report.flaw().isEmpty());
    json.put("entries", report.entries());
    json.put("forgotten", report.forgotten());
    json.put("first_at", report.firstAt().map(Instant::toString).orElse(null));
    json.put("last_at", report.lastAt().map(Instant::toString).orElse(null));
    json.put("last_sequence", report.last().sequence());
    json.put("last_hash", report.last().hash());
    json.set("flaw", report.flaw().map(AuditApi::json).orElse(null));
    return json;
  }

  private static ObjectNode json(Flaw flaw) {
    ObjectNode json = Json.object();
    json.put("kind", Names.of(flaw.kind()));
    json.put("sequence", flaw.sequence());
    json.put("entry", flaw.entry().map(AuditId::toString).orElse(null));
    json.put("detail", words(flaw.kind()));
    return json;
  }

  private static String words(Flaw.Kind kind) {
    return switch (kind) {
      case NO_ENDS -> "the row that says where the chain begins and ends is gone";
      case ANCHOR_FORGED ->
          "where the chain begins was not written by this server: its oldest entries may be gone";
      case HEAD_FORGED ->
          "where the chain ends was not written by this server: its newest entries may be gone";
      case MISSING -> "an entry is gone from here";
      case CHANGED -> "the entry is not what it was, or not where it was";
      case FORGED -> "the entry was not written by this server";
      case OUTSIDE -> "an entry is there that was not written by this server";
    };
  }

  private static ObjectNode json(AuditEntry entry) {
    ObjectNode json = Json.object();
    json.put("id", entry.id().toString());
    json.put("at", entry.at().toString());
    json.put("actor", entry.actor());
    json.put("origin", entry.origin().orElse(null));
    json.put("action", entry.action());
    json.put("subject_kind", entry.subjectKind());
    json.put("subject", entry.subjectId());
    json.put("detail", entry.detail().orElse(null));
    return json;
  }
}
