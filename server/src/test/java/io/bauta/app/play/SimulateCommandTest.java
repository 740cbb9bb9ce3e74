package io.bauta.app.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.app.CommandException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code bauta simulate}: what stands there until somebody stops it. */
class SimulateCommandTest {

  private static SimulateCommand command(String... arguments) {
    SimulateCommand command = new SimulateCommand();
    new CommandLine(command).parseArgs(arguments);
    return command;
  }

  @ParameterizedTest
  @CsvSource({
    "vobiz, /Account/MA_SIMULATED/numbers, X-Auth-Token",
    "8x8, /api/v1/subaccounts/MA_SIMULATED/numbers, Authorization",
    "telnyx, /phone_numbers, Authorization"
  })
  void theAccountListsItsNumbers(String carrier, String path, String header) throws Exception {
    SimulateCommand command =
        command(
            "--carrier", carrier, "--port", "0", "--number", "+919000000001", "--key", "the-key");
    try (StandingCarrier standing = command.standing();
        HttpClient http = HttpClient.newHttpClient()) {
      String proof = header.equals("Authorization") ? "Bearer the-key" : "the-key";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(standing.apiBase() + path))
              .header(header, proof)
              .header("X-Auth-ID", "MA_SIMULATED")
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("919000000001");
    }
  }

  @Test
  void itListensWhereItIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String carrier : new String[] {"vobiz", "8x8", "telnyx", "alohaa"}) {
        assertThatThrownBy(() -> command("--carrier", carrier, "--port", port).standing())
            .isInstanceOf(CommandException.class)
            .hasMessageContaining(port);
      }
    }
    assertThatThrownBy(() -> command("--carrier", "9x9", "--port", "0").standing())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("vobiz, 8x8, telnyx, alohaa");
  }
}
