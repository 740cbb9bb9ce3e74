package io.bauta.api;

import io.bauta.retention.DataKind;
import io.bauta.retention.Retention;
import io.bauta.retention.Retention.Standing;
import io.bauta.retention.RetentionStore.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** For how long what is kept, and when it was last seen to. */
public final class RetentionApi {

  private final Retention retention;
  private final Map<DataKind, String> settings;
  private final Runnable runNow;

  /**
   * The API of a retention.
   *
   * @param settings which key of the configuration says it, by kind
   * @param runNow makes a run begin
   */
  public RetentionApi(Retention retention, Map<DataKind, String> settings, Runnable runNow) {
    this.retention = retention;
    this.settings = Map.copyOf(settings);
    this.runNow = runNow;
  }

  ApiReply list(ApiRequest request) {
    ObjectNode body = Json.object();
    body.set("data", Json.array(retention.standings().stream().map(this::json).toList()));
    return ApiReply.ok(body);
  }

  /** The run itself may take long. */
  ApiReply run(ApiRequest request) {
    runNow.run();
    return ApiReply.accepted(Json.object());
  }

  private ObjectNode json(Standing standing) {
    ObjectNode json = Json.object();
    json.put("kind", Names.of(standing.kind()));
    json.put("kept_days", standing.keptFor().map(Duration::toDays).orElse(null));
    json.put("setting", settings.get(standing.kind()));
    json.put("oldest_at", standing.oldest().map(Instant::toString).orElse(null));
    Optional<Run> run = standing.lastRun();
    json.put("last_run_at", run.map(last -> last.at().toString()).orElse(null));
    json.put("last_forgotten", run.map(Run::forgotten).orElse(null));
    json.put("forgotten", run.map(Run::inAll).orElse(null));
    json.put("failure", run.flatMap(Run::failure).orElse(null));
    return json;
  }
}
