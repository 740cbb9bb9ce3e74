package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.store.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server on a real PostgreSQL. */
class PostgresServerTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  private final HandClock clock = new HandClock();
  private final Map<String, String> environment =
      Map.of("BAUTA_DATA_URL", TestPostgres.createUrl());

  @Test
  void sessionsAndCallsOutliveTheServer(@TempDir Path data) throws Exception {
    String dials;
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      server.pool("");
      Answer opened = server.open(RIDER, DRIVER, "");
      assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
      dials = opened.text("/participants/0/dials");
      assertThat(answer(server, dials)).contains("<Number>" + DRIVER + "</Number>");
    }
    try (RunningServer server = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      assertThat(answer(server, dials)).contains("<Number>" + DRIVER + "</Number>");
      assertThat(server.get("/v1/calls").body().path("data")).hasSize(1);
    }
  }

  @Test
  void aSecondServerOnTheSameDatabaseDoesNotStart(@TempDir Path data) throws Exception {
    try (RunningServer first = RunningServer.start(data, SECRET_PATH, clock, environment)) {
      assertThatThrownBy(() -> RunningServer.start(data, SECRET_PATH, clock, environment))
          .hasMessageContaining("server");
      assertThat(first.get("/v1/pools").status()).isEqualTo(200);
    }
  }

  /** Always of the same call: a repetition is recorded once. */
  private static String answer(RunningServer server, String dials) throws Exception {
    return server
        .form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", "c1", "From", RIDER, "To", dials))
        .body();
  }
}
