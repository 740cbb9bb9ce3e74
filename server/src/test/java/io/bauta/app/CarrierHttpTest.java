package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.simulator.LoopbackMedia;
import io.bauta.simulator.LoopbackMedia.Answer;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replies of carriers' APIs, bounded in time and size. */
@Timeout(30)
class CarrierHttpTest {

  private final LoopbackMedia api = new LoopbackMedia();

  @AfterEach
  void close() {
    api.close();
  }

  private HttpReply send(Duration replyWait) throws Exception {
    String url = api.base().resolve("calls").toString();
    try (CarrierHttp http = new CarrierHttp(replyWait)) {
      return http.send(new CarrierRequest("GET", url, Map.of(), Optional.empty()));
    }
  }

  @Test
  void theReplyIsWhatWasSent() throws Exception {
    api.answersNext(Answer.of("application/json", "{\"a\":1}".getBytes(US_ASCII)));
    HttpReply reply = send(Duration.ofSeconds(10));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body()).asString(US_ASCII).isEqualTo("{\"a\":1}");
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() {
    api.pauses(Duration.ofSeconds(60));
    assertThatThrownBy(() -> send(Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no whole reply within 300 ms");
  }

  @Test
  void aBodyWithoutEndIsCut() throws Exception {
    api.answersNext(Answer.of("text/plain", new byte[60_000]).withoutEnd());
    assertThat(send(Duration.ofSeconds(20)).body()).hasSize(CarrierHttp.REPLY_BYTES_MAX);
  }
}
