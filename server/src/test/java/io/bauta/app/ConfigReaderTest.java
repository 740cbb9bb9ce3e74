package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.app.ConfigReader.CommandLine;
import io.bauta.carrier.SignatureMode;
import io.bauta.retention.DataKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  private static final String WHOLE =
      """
      server: { host: 127.0.0.1, port: 8181, public-url: "https://mask.example.com/" }
      data: { url: "sqlite:./x.db" }
      admin-key: "${KEY_OF_ADMIN}"
      carriers:
        main: { carrier: vobiz, home-region: IN, auth-id: MA_X, auth-token: "${TOKEN}" }
      """;

  private static final Map<String, String> ENVIRONMENT =
      Map.of("KEY_OF_ADMIN", "twenty-characters-or-more", "TOKEN", "a-token");

  @TempDir private Path directory;

  private Config read(String yaml, Map<String, String> environment) throws Exception {
    Path file = Files.writeString(directory.resolve("bauta.yaml"), yaml);
    return new ConfigReader(environment)
        .read(
            new CommandLine(
                Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void readsAWholeFile() throws Exception {
    Config config = read(WHOLE, ENVIRONMENT);
    assertThat(config.port()).isEqualTo(8181);
    assertThat(config.dataUrl().reveal()).isEqualTo("sqlite:./x.db");
    assertThat(config.accounts()).hasSize(1);
    assertThat(config.accounts().getFirst().publicUrl()).hasValue("https://mask.example.com");
    assertThat(config.accounts().getFirst().signature()).isEqualTo(SignatureMode.REQUIRE);
    assertThat(config.toString()).doesNotContain("a-token", "twenty-characters");
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    Config config =
        read(
            WHOLE,
            Map.of(
                "KEY_OF_ADMIN", "twenty-characters-or-more",
                "TOKEN", "a-token",
                "BAUTA_SERVER_PORT", "9999",
                "BAUTA_CARRIERS_MAIN_AUTH_TOKEN", "another"));
    assertThat(config.port()).isEqualTo(9999);
    assertThat(config.accounts().getFirst().setting("auth-token")).hasValue("another");
  }

  @Test
  void withoutAnythingTheDefaultsHold() {
    Config config = new ConfigReader(Map.of()).read(CommandLine.NOTHING);
    assertThat(config.localUrl()).hasToString("http://127.0.0.1:8080");
    assertThat(config.dataUrl().reveal()).startsWith("sqlite:").endsWith("bauta.db");
    assertThat(config.accounts()).isEmpty();
    assertThat(config.retention().of(DataKind.CALLS)).isEmpty();
    assertThat(config.retention().of(DataKind.UNMATCHED)).contains(Duration.ofDays(30));
  }

  @Test
  void recordingsAreKeptForAsLongAsTheirCallsUnlessLessIsSaid() throws Exception {
    assertThat(read("retention: { calls-days: 90 }", Map.of()).retention().of(DataKind.RECORDINGS))
        .contains(Duration.ofDays(90));
    assertThat(
            read("{ retention: { calls-days: 90 }, recordings: { retention-days: 7 } }", Map.of())
                .retention()
                .of(DataKind.RECORDINGS))
        .contains(Duration.ofDays(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server: { prot: 1 }                                            | server.prot
          server: { port: many }                                         | server.port
          server: { port: 70000 }                                        | server.port
          colour: red                                                    | colour
          data: { url: "mysql://x" }                                     | data.url
          admin-key: short                                               | admin-key
          carriers: { a: { carrier: nobody } }                           | carriers.a.carrier
          carriers: { a: { carrier: vobiz, auth-token: x } }             | carriers.a.home-region
          carriers: { a: { carrier: vobiz, home-region: XX, auth-token: x } } | carriers.a.home-region
          carriers: { a: { carrier: vobiz, home-region: IN } }           | carriers.a.auth-token
          carriers: { a: { carrier: vobiz, home-region: IN, signature: maybe } } | carriers.a.signature
          carriers: { a: { carrier: vobiz, home-region: IN, signature: "off" } } | carriers.a.path-secret
          carriers: { a: { carrier: vobiz, home-region: IN, auth-token: x, signature: prefer } } | carriers.a.path-secret: expected a secret
          carriers: { a: { carrier: vobiz, home-region: IN, path-secret: sixteen-letters-x, signature: prefer } } | carriers.a.auth-token
          carriers: { a: { carrier: alohaa, home-region: IN, header-value: sixteen-letters-x, signature: prefer } } | carriers.a.signature: expected require with header-value, or off with a path-secret
          carriers: { a: { carrier: alohaa, home-region: IN, path-secret: sixteen-letters-x, signature: prefer } } | carriers.a.signature: expected require with header-value, or off with a path-secret
          carriers: { a: { carrier: 8x8, home-region: SG, sub-account-id: x, auth-header: sixteen-letters-x, signature: prefer } } | carriers.a.signature: expected require with auth-header
          carriers: { a: { carrier: vobiz, home-region: IN, path-secret: short } } | carriers.a.path-secret
          carriers: { a: { carrier: vobiz, home-region: IN, auth-tokn: x } } | carriers.a.auth-tokn
          carriers: { "A B": { carrier: vobiz } }                        | carriers.A B
          retention: { calls-days: 0 }                                   | retention.calls-days: expected whole days from 1 to 36500
          retention: { calls-days: 90d }                                 | retention.calls-days: expected whole days
          retention: { unmatched-days: 3 }                               | retention.unmatched-days: expected whole days from 4
          retention: { sessions-days: 90 }                               | retention.sessions-days: sessions are forgotten after their calls
          retention: { sessions-days: 90, calls-days: 91 }               | retention.sessions-days: sessions are forgotten after their calls
          { retention: { calls-days: 90 }, recordings: { retention-days: 91 } } | recordings.retention-days: a recording is kept no longer
          recordings: { retention-days: 36501 }                          | recordings.retention-days: expected whole days
          admin-key: "${NOT_SET}"                                        | NOT_SET
          carriers: { a: null }                                          | carriers.a.carrier: expected one of vobiz
          carriers: { a: {} }                                            | carriers.a.carrier: expected one of vobiz
          carriers: [ ]                                                  | carriers: expected one value
          carriers: [a, b]                                               | carriers: expected accounts, each below a name
          carriers: vobiz                                                | carriers: expected accounts, each below a name
          server: { port: [1, 2] }                                       | server.port: expected one value and not a list: a port
          server: { host: [127.0.0.1] }                                  | server.host: expected one value and not a list
          admin-key: [twenty-characters-or-more, twenty-characters-too]  | admin-key: expected one value and not a list
          carriers: { a: { carrier: [vobiz] } }                          | carriers.a.carrier: expected one value and not a list
          carriers: { a: { carrier: vobiz, home-region: IN, auth-token: [x, y] } } | carriers.a.auth-token: expected one value and not a list: the account's Auth Token
          carriers: { a: { carrier: vobiz, home-region: IN, auth-token: [[x]] } } | carriers.a.auth-token: expected a list of plain values
          carriers: { a: { carrier: vobiz, home-region: [IN, SG], auth-token: x } } | carriers.a.home-region: expected one value and not a list
          server: { prot: null }                                         | server.prot
          server: { public-url: "ftp://x" }                              | public-url
          platform: { url: "http://platform.example.com/calls", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } | platform.url: expected an https URL
          platform: { url: "https://platform.example.com/calls?key=1", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw } | platform.url
          platform: { url: "https://platform.example.com/calls" }        | platform.secret: expected whsec_ and 24 to 64 random bytes
          platform: { url: "https://platform.example.com/calls", secret: whsec_MfKQ9r8G } | platform.secret
          platform: { secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }   | platform.url: expected the platform's URL
          platform: { deadline-millis: 500 }                             | platform.url: expected the platform's URL
          platform: { url: "https://platform.example.com/calls", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, deadline-millis: 3001 } | platform.deadline-millis: expected whole milliseconds from 100 to 3000
          platform: { url: "https://platform.example.com/calls", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, deadline-millis: 1.5 } | platform.deadline-millis
          platform: { key: x }                                           | platform.key: unknown key
          "server: ["                                                    | YAML
          """)
  void aWrongKeyStopsTheStartAndIsNamed(String yaml, String named) {
    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
  }

  @Test
  void aPlatformHasAUrlASecretAndADeadline() throws Exception {
    String platform =
        "platform: { url: \"https://platform.example.com/calls\", secret: \"${SECRET}\" }";
    Map<String, String> environment =
        new HashMap<>(Map.of("SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    PlatformEndpoint endpoint = read(platform, environment).platform().orElseThrow();
    assertThat(endpoint.url()).hasToString("https://platform.example.com/calls");
    assertThat(endpoint.deadline()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(endpoint.toString()).doesNotContain("MfKQ");

    environment.put("BAUTA_PLATFORM_DEADLINE_MILLIS", "3000");
    environment.put("BAUTA_PLATFORM_URL", "http://127.0.0.1:8090/");
    PlatformEndpoint other = read(platform, environment).platform().orElseThrow();
    assertThat(other.url()).hasToString("http://127.0.0.1:8090/");
    assertThat(other.deadline()).isEqualTo(Duration.ofSeconds(3));
    assertThat(read("", Map.of()).platform()).isEmpty();
  }

  @Test
  void unsignedWebhooksAreTakenBehindAPathSecretOnly() throws Exception {
    Config config =
        read(
            "carriers: { a: { carrier: vobiz, home-region: IN, auth-token: x, signature: prefer,"
                + " path-secret: sixteen-letters-x } }",
            Map.of());
    assertThat(config.accounts().getFirst().signature()).isEqualTo(SignatureMode.PREFER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          telnyx | api-key: x, public-keys: notakey                    | public-keys: expected public keys of 32 bytes each
          telnyx | api-key: x, public-keys: "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=,A6E=" | public-keys
          telnyx | api-key: x, api-base: "not a url"                   | api-base: expected an https URL
          telnyx | api-key: x, api-base: "http://api.example.com/v2"   | api-base
          telnyx | api-key: x, api-base: "ftp://127.0.0.1/v2"          | api-base
          telnyx | api-key: x, api-base: "https://api.example.com?x=1" | api-base
          telnyx | api-key: x, api-base: "http://127.0.0.1.example.com" | api-base
          alohaa | refusal: forwrd                                     | refusal: expected one of empty-number, forward, not-found, for example: empty-number
          alohaa | call-timeout: foo                                   | call-timeout: expected one of none, ring, talk
          alohaa | refusal: forward                                    | refusal-number: expected the announcement line
          alohaa | refusal: FORWARD, header-value: sixteen-letters-x   | refusal-number: expected the announcement line that refused callers hear where refusal is forward, because refusal is forward, for example: +919000000099
          alohaa | refusal: forward, refusal-number: "123456"          | refusal-number: expected a telephone number
          alohaa | refusal-number: anonymous                           | refusal-number: expected a telephone number
          alohaa | header-name: "x key"                                | header-name: expected the name of a header
          telnyx | api-key: x, early-media: yes please                 | early-media: expected true or false
          telnyx | api-key: x, voice: robot                            | voice: expected female, male, or Provider.Model.Voice
          telnyx | api-key: x, language: English                       | language: expected a language such as en-US
          8x8    | sub-account-id: x, plus-sign: none                  | plus-sign: expected true or false
          alohaa | refusal-number: "123"                               | refusal-number: expected a telephone number, for example: +919000000099
          alohaa | header-value: fifteen-letters                       | header-value: expected at least 16 characters
          alohaa | previous-header-value: fifteen-letters              | previous-header-value: expected at least 16 characters
          8x8    | sub-account-id: x, auth-header: Bearer 12345678     | auth-header: expected at least 16 characters
          """)
  void aSettingThatCannotWorkStopsTheStart(String carrier, String settings, String message) {
    String yaml =
        "carriers: { a: { carrier: %s, home-region: IN, signature: off, path-secret:"
                .formatted(carrier)
            + " sixteen-letters-x, %s } }".formatted(settings);
    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("carriers.a." + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          telnyx | api-key: x, public-keys: "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=, A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
          telnyx | api-key: x, public-keys: [A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=, A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=]
          telnyx | api-key: x, public-keys: [A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=]
          telnyx | api-key: x, voice: AWS.Polly.Joanna-Neural, language: en-GB, early-media: True
          telnyx | api-key: x, voice: Telnyx.KokoroTTS.af, language: es
          8x8    | sub-account-id: x, plus-sign: False
          telnyx | api-key: x, api-base: "https://api.example.com/v2/"
          telnyx | api-key: x, api-base: "http://localhost:8090/v2"
          telnyx | api-key: x, api-base: "http://[::1]:8090/v2"
          alohaa | refusal: Forward, refusal-number: "+91 90000 00099", call-timeout: ring
          alohaa | refusal-number: "09000000099", header-value: sixteen-letters-x
          """)
  void aSettingThatCanWorkDoesNot(String carrier, String settings) throws Exception {
    String yaml =
        "carriers: { a: { carrier: %s, home-region: IN, signature: off, path-secret:"
                .formatted(carrier)
            + " sixteen-letters-x, %s } }".formatted(settings);
    assertThat(read(yaml, Map.of()).accounts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'server:\n  port: 1\n  port: 2'                     | server.port | 2 | 3
          'server:\n  port: 1\nserver:\n  host: 127.0.0.1'    | server      | 1 | 3
          'server: { port: 1 }\nserver.port: 2'               | server.port | 1 | 2
          'carriers:\n  a: { carrier: vobiz,\n carrier: b }'  | carriers.a.carrier | 2 | 3
          """)
  void aKeyThatIsThereTwiceIsNamedWithBothLines(String yaml, String key, int one, int other) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "%s: expected once, and is there twice: in line %d and in line %d"
                .formatted(key, one, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "server:", "server: {}", "carriers:", "{}", "---"})
  void whatIsEmptySaysNothing(String yaml) throws Exception {
    assertThat(read(yaml, Map.of()).localUrl()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void aValueIsReadAsItIsWritten() throws Exception {
    Config config =
        read(
            "carriers: { a: { carrier: vobiz, home-region: IN, auth-id: 0123, auth-token: 1e5 } }",
            Map.of());
    assertThat(config.accounts().getFirst().setting("auth-id")).hasValue("0123");
    assertThat(config.accounts().getFirst().setting("auth-token")).hasValue("1e5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "70000", "-1"})
  void aWrongPortInTheFileIsWrongEvenWhenTheCommandLineHasOne(String port) throws Exception {
    Path file =
        Files.writeString(directory.resolve("bauta.yaml"), "server: { port: " + port + " }");
    CommandLine commandLine =
        new CommandLine(Optional.of(file), Optional.empty(), Optional.empty(), Optional.of(8181));
    assertThatThrownBy(() -> new ConfigReader(Map.of()).read(commandLine))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("server.port: expected a port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BAUTA_SERVER_PROT               | BAUTA_SERVER_PORT
          BAUTA_PORT                      | BAUTA_SERVER_PORT
          BAUTA_SERVER_PUBLICURL          | BAUTA_SERVER_PUBLIC_URL
          BAUTA_LOGLEVEL                  | BAUTA_LOG_LEVEL
          BAUTA_CARRIERS_MAIN_AUTH_TOKN   | BAUTA_CARRIERS_MAIN_AUTH_TOKEN
          BAUTA_CARRIERS_VOBIZ_AUTH_TOKEN | BAUTA_CARRIERS_MAIN_AUTH_TOKEN
          """)
  void aMisspeltVariableStopsTheStartAndTheNearestIsNamed(String name, String nearest) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put(name, "the-value-of-it");
    assertThatThrownBy(() -> read(WHOLE, environment))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(name + ": unknown variable; the nearest known one is " + nearest)
        .message()
        .doesNotContain("the-value-of-it");
  }

  @ParameterizedTest
  @CsvSource({
    "BAUTA_LOG_LEVEL, DEBUG",
    "BAUTA_JAVA_OPTS, -Xmx1g",
    "BAUTA_SERVICE_HOST, 10.0.0.7",
    "BAUTA_SERVICE_PORT_HTTP, 8080",
    "BAUTA_PORT, tcp://10.0.0.7:8080",
    "BAUTA_PORT_8080_TCP_ADDR, 10.0.0.7",
    "BAUTA_DB_SERVICE_PORT, 5432",
    "BAUTA_DB_PORT_5432_TCP, tcp://10.0.0.7:5432",
    "BAUTASTIC, x",
    "SERVER_PROT, 1"
  })
  void variablesThatOthersReadOrSetAreNoMistake(String name, String value) {
    assertThat(
            new ConfigReader(Map.of(name, value)).read(CommandLine.NOTHING).localUrl().toString())
        .isEqualTo("http://127.0.0.1:8080");
  }

  @Test
  void aVariableThatTheFileNamesIsNoMistake() throws Exception {
    String key = "twenty-characters-or-more";
    Config config = read("admin-key: ${BAUTA_OWN_KEY}", Map.of("BAUTA_OWN_KEY", key));
    assertThat(config.adminKey().orElseThrow().reveal()).isEqualTo(key);
  }
}
