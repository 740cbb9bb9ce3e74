package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static io.bauta.simulator.telnyx.PretendTelnyx.transfer;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TelnyxRecordingTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(PretendTelnyx.START);
  private final InstantSource clock = now::get;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PretendTelnyx world = new PretendTelnyx(settings -> settings.clock(clock));

  @BeforeEach
  void record() {
    world.masks(transferWith("record", "record-from-answer"));
  }

  @AfterEach
  void close() {
    world.close();
    http.close();
  }

  @Test
  void aRecordingIsToldWhenTheCallIsOver() {
    SimulatedCall call = world.agentCalls().talksFor(seconds(69));

    Event saved = world.server.only("call.recording.saved");
    assertThat(world.told()).endsWith("call.hangup(A)", "call.hangup(B)", "call.recording.saved");
    assertThat(saved.text("call_session_id")).isEqualTo(call.carrierCallId());
    assertThat(saved.text("channels")).isEqualTo("dual");
    assertThat(saved.text("recording_started_at")).isEqualTo("2026-05-28T20:26:44.000000Z");
    assertThat(saved.text("recording_ended_at")).isEqualTo("2026-05-28T20:27:53.000000Z");
    assertThat(saved.payload().at("/recording_urls/mp3").asString())
        .startsWith(world.telnyx.apiBase().resolve("/") + TelnyxRecordings.STORE);
    assertThat(saved.payload().has("from")).isFalse();
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void theSchemaHasNoHandleForCommands() {
    try (var bare = new PretendTelnyx(TelnyxSettings.Builder::withoutObservedFields)) {
      bare.masks(transferWith("record", "record-from-answer"));
      bare.agentCalls().talksFor(seconds(5));

      Event saved = bare.server.only("call.recording.saved");
      assertThat(saved.payload().has("call_control_id")).isFalse();
      assertThat(saved.payload().has("recording_id")).isFalse();
    }
  }

  @Test
  void theEventMayComeBeforeTheEnd() {
    world.telnyx.suffers(Faults.none().tellingLate("call.hangup"));

    world.agentCalls().talksFor(seconds(5));

    assertThat(world.told()).endsWith("call.recording.saved", "call.hangup(A)", "call.hangup(B)");
  }

  @Test
  void aRecordingCanBeginDuringTheTalk() throws InterruptedException {
    world.masks(transfer());
    SimulatedCall call = world.agentCalls();
    Event bridged = world.server.events("call.bridged").getFirst();
    Map<String, Object> wanted =
        Map.of("format", "wav", "channels", "single", "max_length", 10, "command_id", "r");
    world.server.command(bridged, "record_start", wanted);

    call.talksFor(seconds(30));

    assertThat(call.complaints())
        .containsExactlyInAnyOrder(
            "record_start relies on Telnyx’s default for play_beep",
            "record_start relies on Telnyx’s default for timeout_secs",
            "record_start relies on Telnyx’s default for recording_track",
            "record_start relies on Telnyx’s default for transcription");
    Event saved = world.server.only("call.recording.saved");
    assertThat(saved.payload().at("/recording_urls/wav").asString()).contains(".wav?");
    assertThat(saved.text("channels")).isEqualTo("single");
    JsonNode listed = listed(call).at("/data/0");
    assertThat(listed.path("duration_millis").asInt()).isEqualTo(10_000);
  }

  @Test
  void anAnsweredLegCanBeRecordedFromItsAnswer() {
    world.server.acts(
        event -> {
          if (event.type().equals("call.initiated")) {
            var body = Map.of("record", "record-from-answer", "command_id", "1");
            var reply = world.server.command(event, "answer", body);
            assertThat(TelnyxClient.json(reply).at("/data/recording_id").asString()).isNotEmpty();
          } else if (event.type().equals("call.answered")) {
            world.server.command(event, "hangup", Map.of("command_id", "2"));
          }
        });

    world.agentCalls();

    assertThat(world.server.events("call.recording.saved")).hasSize(1);
  }

  @Test
  void theLinkNeedsNoKeyAndCannotStandOne() throws IOException, InterruptedException {
    SimulatedCall call = world.agentCalls().talksFor(seconds(5));
    String link = link(call);

    assertThat(download(link).body()).isEqualTo(world.telnyx.recordings().sound("mp3"));
    assertThat(download(link, "Authorization", "Bearer key").statusCode()).isEqualTo(400);
    assertThat(world.telnyx.recordings().downloads()).isEqualTo(1);
  }

  @Test
  void aLinkExpiresAndAFreshOneWorks() throws IOException, InterruptedException {
    SimulatedCall call = world.agentCalls().talksFor(seconds(5));
    String link = link(call);
    now.set(now.get().plus(TelnyxRecordings.LINK_LIFE));

    assertThat(download(link).statusCode()).isEqualTo(403);
    String fresh = link(call);
    assertThat(download(fresh).statusCode()).isEqualTo(200);

    world.telnyx.recordings().expireLinks();
    assertThat(download(fresh).statusCode()).isEqualTo(403);
  }

  @Test
  void aDownloadCanLeadElsewhere() throws IOException, InterruptedException {
    SimulatedCall call = world.agentCalls().talksFor(seconds(5));
    world.telnyx.recordings().redirectTo(URI.create("http://169.254.169.254/latest/meta-data"));

    HttpResponse<byte[]> reply = download(link(call));

    assertThat(reply.statusCode()).isEqualTo(302);
    assertThat(reply.headers().firstValue("location"))
        .contains("http://169.254.169.254/latest/meta-data");
  }

  @Test
  void aRecordingCanBeDeleted() {
    SimulatedCall call = world.agentCalls().talksFor(seconds(5));
    JsonNode listed = listed(call);
    String path = "/recordings/" + listed.at("/data/0/id").asString();

    assertThat(listed.at("/data/0/status").asString()).isEqualTo("completed");
    assertThat(listed.at("/data/0/to").asString()).isEqualTo(CUSTOMER);
    assertThat(world.server.rest("DELETE", path, Optional.empty()).statusCode()).isEqualTo(200);
    assertThat(world.get(path).statusCode()).isEqualTo(404);
    assertThat(world.telnyx.recordings().ids()).isEmpty();
  }

  private JsonNode listed(SimulatedCall call) {
    String path = "/recordings?filter%5Bcall_session_id%5D=" + call.carrierCallId();
    return TelnyxClient.json(world.get(path));
  }

  private String link(SimulatedCall call) {
    return listed(call).at("/data/0/download_urls/mp3").asString();
  }

  private HttpResponse<byte[]> download(String link, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
