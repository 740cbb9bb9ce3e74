package io.bauta.api;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStore;
import io.bauta.pool.Pools;
import java.util.List;
import java.util.Optional;

/** What happened on calls. */
public final class CallsApi {

  private final CallStore calls;
  private final Runnable flush;
  private final CallJson json;
  private final CallFilters filters;
  private final CallExport export;

  /**
   * The calls of a store.
   *
   * @param flush brings what the call log still queues into the store, so that a call that was
   *     answered a moment ago is seen; false when that took too long, and then the list may lag
   */
  public CallsApi(CallStore calls, Runnable flush, CallJson json, Pools pools) {
    this.calls = calls;
    this.flush = flush;
    this.json = json;
    this.filters = new CallFilters(pools);
    this.export = new CallExport(calls, json);
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    CallQuery query = filters.of(request, limit + 1, "limit");
    flush.run();
    List<Call> found = calls.list(query);
    return Page.of(found, limit, json.ofAll(found), call -> call.start().id().toString());
  }

  ApiStream export(ApiRequest request) {
    CallExport.Format format =
        Page.parameter(
                request,
                "format",
                text -> Names.parse(text, CallExport.Format.class),
                Names.list(CallExport.Format.class))
            .orElse(CallExport.Format.CSV);
    CallQuery query = filters.of(request, CallExport.PAGE, "format");
    flush.run();
    return export.of(query, format);
  }

  ApiReply get(ApiRequest request) {
    flush.run();
    Optional<Call> call =
        CallId.parse(request.pathValue("id"))
            .filter(id -> request.scope().isAll() || calls.isIn(request.scope(), id))
            .flatMap(calls::find);
    return call.map(found -> ApiReply.ok(json.withSteps(found)))
        .orElseThrow(() -> new ProblemException(Problem.notFound("call")));
  }
}
