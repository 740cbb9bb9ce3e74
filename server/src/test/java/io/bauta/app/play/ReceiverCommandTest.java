package io.bauta.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.EventReceiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReceiverCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void wrongOptionsSayWhatWasExpected() {
    assertThat(run("receiver", "--port", "0", "--secret", "abc")).isEqualTo(2);
    assertThat(err.toString()).contains("--secret: expected whsec_ and a key in Base64");
    assertThat(run("receiver", "--port", "0", "--answer", "99")).isEqualTo(2);
    assertThat(err.toString()).contains("--answer: expected a status from 200 to 599");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("expected --carrier and --port, or receiver");
  }

  @Test
  void whatComesIsPrintedAndAnsweredAsWasAskedFor() throws Exception {
    ReceiverCommand command = new ReceiverCommand();
    new CommandLine(command).parseArgs("--port", "0", "--answer", "503");
    try (EventReceiver receiver = command.receiver(new PrintWriter(out, true));
        HttpClient http = HttpClient.newHttpClient()) {
      int status =
          http.send(
                  HttpRequest.newBuilder(receiver.url())
                      .header("webhook-id", "evt_1")
                      .POST(BodyPublishers.ofString("{\"type\":\"call.ended\"}"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(503);
      assertThat(out.toString())
          .contains("  call.ended             evt_1  not genuine: a header is missing");
    }
  }
}
