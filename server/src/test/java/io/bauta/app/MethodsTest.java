package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that are served, asked with methods that are not, and with HEAD. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MethodsTest {

  private RunningServer server;
  private String key;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, new HandClock());
    key = "Bearer " + Files.readString(AdminKey.file(data)).strip();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String method, String path, String authorization)
      throws Exception {
    return server.send(
        server
            .request(path)
            .header("Authorization", authorization)
            .method(method, BodyPublishers.noBody())
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/openapi.yaml"})
  void headAnswersAsGetDoesWithoutTheBody(String page) throws Exception {
    HttpResponse<String> get = ask("GET", page, "none");
    HttpResponse<String> head = ask("HEAD", page, "none");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(withoutDate(head)).isEqualTo(withoutDate(get)).containsKey("content-length");
  }

  private static Map<String, List<String>> withoutDate(HttpResponse<String> response) {
    Map<String, List<String>> headers = new HashMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /v1/pools                                | GET, POST
          HEAD   | /v1/pools                                | GET, POST
          POST   | /v1/pools/rides                          | DELETE, GET, PATCH
          PUT    | /v1/pools/rides/numbers                  | GET, POST
          GET    | /v1/pools/rides/numbers/%2B919000000001  | DELETE, PATCH
          DELETE | /v1/sessions                             | GET, POST
          PUT    | /v1/sessions/ses_1                       | DELETE, GET, PATCH
          GET    | /v1/sessions/ses_1/close                 | POST
          GET    | /v1/explain                              | POST
          POST   | /v1/calls                                | GET
          DELETE | /v1/calls/call_1                         | GET
          POST   | /health                                  | GET, HEAD
          DELETE | /openapi.yaml                            | GET, HEAD
          """)
  void aWrongMethodIsToldWhichAreRight(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> response = ask(method, path, key);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue(allowed);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/pools", "/v1/sessions/ses_1/close"})
  void withoutTheKeyItIsNotTold(String path) throws Exception {
    HttpResponse<String> response = ask("PUT", path, "Bearer wrong");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("allow")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/nothing", "/v1/pools/rides/nothing", "/health/nothing"})
  void whatIsNotServedIsNotFoundWithAnyMethod(String path) throws Exception {
    assertThat(ask("GET", path, key).statusCode()).isEqualTo(404);
    assertThat(ask("PUT", path, key).statusCode()).isEqualTo(404);
  }
}
