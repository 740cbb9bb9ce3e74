package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.app.ConfigReader.CommandLine;
import io.bauta.carrier.SignatureMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          carriers: { a: { carrier: vobiz, home-region: IN, path-secret: short } } | carriers.a.path-secret
          carriers: { a: { carrier: vobiz, home-region: IN, auth-tokn: x } } | carriers.a.auth-tokn
          carriers: { "A B": { carrier: vobiz } }                        | carriers.A B
          admin-key: "${NOT_SET}"                                        | NOT_SET
          server: { public-url: "ftp://x" }                              | public-url
          "server: ["                                                    | YAML
          """)
  void aWrongKeyStopsTheStartAndIsNamed(String yaml, String named) {
    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
  }
}
