package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.LoopbackMedia;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A carrier that records calls, and where it keeps that: on this machine. */
final class RecordingCarrier implements AutoCloseable {

  private static final Duration WAIT_MAX = Duration.ofSeconds(40);

  private final LoopbackMedia media = new LoopbackMedia();

  /** The configuration of a server that has its account, and these settings of recordings. */
  String configuration(String recordings) {
    return """
    recordings: { %s }
    carriers:
      vobiz:
        carrier: vobiz
        home-region: IN
        signature: "off"
        path-secret: sixteen-letters-or-more
        auth-id: MA_TEST
        auth-token: token-of-the-test-account
        api-base: "%sapi"
        recording-hosts: 127.0.0.1
    """
        .formatted(recordings, media.base());
  }

  LoopbackMedia media() {
    return media;
  }

  /** Tells of a recording of a call. */
  void tells(RunningServer server, String call, String recording, String url) throws Exception {
    HttpResponse<String> told =
        server.form(
            SECRET_WEBHOOKS + "recording",
            Map.of(
                "Event",
                "RecordStop",
                "CallUUID",
                call,
                "RecordingID",
                recording,
                "RecordUrl",
                url,
                "RecordingDurationMs",
                "20000"));
    assertThat(told.statusCode()).isEqualTo(200);
  }

  /** The recordings, as soon as they are so. */
  static List<Answer> await(RunningServer server, String what, Predicate<List<Answer>> so)
      throws Exception {
    long giveUp = System.nanoTime() + WAIT_MAX.toNanos();
    while (true) {
      List<Answer> found =
          server
              .get("/v1/recordings")
              .body()
              .path("data")
              .valueStream()
              .map(node -> new Answer(200, node))
              .toList();
      if (so.test(found)) {
        return found;
      }
      assertThat(System.nanoTime()).as(what + ": " + found).isLessThan(giveUp);
      Thread.sleep(50);
    }
  }

  /** The first of them, as soon as there are some and all are in this state. */
  static Answer awaitState(RunningServer server, String state) throws Exception {
    return await(
            server,
            state,
            found ->
                !found.isEmpty() && found.stream().allMatch(r -> r.text("/state").equals(state)))
        .getFirst();
  }

  @Override
  public void close() {
    media.close();
  }
}
