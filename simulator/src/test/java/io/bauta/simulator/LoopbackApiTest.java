package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopbackApiTest {

  private final LoopbackApi api =
      new LoopbackApi(
          "/api/v1",
          request ->
              ApiReply.of(200, StrictJson.object().put("said", request.segments().toString())));
  private final ApiClient client = new ApiClient(api.base(), Map.of("X-Key", "k"));

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aRequestIsReadAndRemembered() {
    assertThat(client.post("/numbers/%2B919000000001/a+b/?page=2&q=a%20b", "{}").fields())
        .containsEntry("said", "[numbers, +919000000001, a+b, ]");

    ApiRequest request = api.requests().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("x-key")).isEqualTo("k");
    assertThat(request.query()).containsEntry("page", "2").containsEntry("q", "a b");
    assertThat(request).hasToString("ApiRequest[POST]");
  }

  @Test
  void whatIsOutsideTheBasePathIsNotFound() {
    var outside = new ApiClient(api.base().resolve("/"), Map.of());

    assertThat(outside.get("elsewhere").status()).isEqualTo(404);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    String tooLong = "x".repeat(LoopbackApi.REQUEST_BYTES_MAX + 1);

    assertThat(client.post("/a", tooLong).status()).isEqualTo(413);
  }

  @Test
  void itFailsWhenToldTo() {
    api.failsWith(ApiReply.withoutBody(503), ApiReply.withoutBody(429));

    assertThat(client.get("/a").status()).isEqualTo(503);
    assertThat(client.get("/a").status()).isEqualTo(429);
    assertThat(client.get("/a").status()).isEqualTo(200);
  }

  @Test
  void aReplyMayBeLost() {
    api.losesNextReply();

    assertThat(client.post("/a", "{}").status()).isZero();
    assertThat(client.post("/b", "{}").status()).isEqualTo(200);
    assertThat(api.requests()).extracting(ApiRequest::path).contains("/a", "/b");
  }
}
