package io.bauta.api;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.id.TimeOrderedIds;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Who did what. */
public final class AuditApi {

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
        detail);
  }

  /** Kept before it is done: what cannot be kept is not done. */
  void keep(AuditEntry entry) {
    log.append(entry);
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
