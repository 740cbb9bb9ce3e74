package io.bauta.api;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStatus;
import io.bauta.call.CallStore;
import io.bauta.session.SessionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What happened on calls. */
public final class CallsApi {

  private final CallStore calls;
  private final Runnable flush;
  private final CallJson json;

  /**
   * The calls of a store.
   *
   * @param flush brings what the call log still queues into the store, so that a call that was
   *     answered a moment ago is seen; false when that took too long, and then the list may lag
   */
  public CallsApi(CallStore calls, Runnable flush, CallJson json) {
    this.calls = calls;
    this.flush = flush;
    this.json = json;
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    // Both are used by people: calls have a status, sessions a state.
    String status = request.queryValue("status").isPresent() ? "status" : "state";
    CallQuery query =
        new CallQuery(
            Page.parameter(request, "session", SessionId::parse, "the id of a session"),
            Page.parameter(
                request,
                status,
                text -> Names.parse(text, CallStatus.class),
                Names.list(CallStatus.class)),
            Page.parameter(
                request, "since", CallsApi::instant, "a time such as 2027-01-31T18:30:00Z"),
            Page.parameter(request, "cursor", CallId::parse, "a cursor from the page before"),
            limit + 1);
    flush.run();
    return Page.of(calls.list(query), limit, json::of, call -> call.start().id().toString());
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Fields.instant(text));
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  ApiReply get(ApiRequest request) {
    flush.run();
    Optional<Call> call = CallId.parse(request.pathValue("id")).flatMap(calls::find);
    return call.map(found -> ApiReply.ok(json.withSteps(found)))
        .orElseThrow(() -> new ProblemException(Problem.notFound("call")));
  }
}
