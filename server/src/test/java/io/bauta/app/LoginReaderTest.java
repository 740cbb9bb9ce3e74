package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.access.Role;
import io.bauta.app.ConfigReader.CommandLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people log in, as a configuration says it, and what is said of mistakes in it. */
class LoginReaderTest {

  private static final String WHOLE =
      """
      server: { public-url: "https://mask.example.com/bauta/" }
      oidc:
        issuer: https://login.example.com/realms/staff/
        client-id: bauta
        client-secret: ${SECRET}
        scopes: [openid, groups]
        role-claim: realm_access.roles
        roles: { admin: [a, "cn=boss"], read-only: r }
        pools: [r=rides, "cn=boss=*", r=parcels]
        session-minutes: 30
        idle-minutes: 10
        allowed-hosts: [Keys.example.com, "[::1]:8443"]
      """;

  @TempDir private Path directory;

  private Optional<LoginSettings> read(String yaml) throws IOException {
    return read(yaml, Map.of("SECRET", "a-secret"));
  }

  private Optional<LoginSettings> read(String yaml, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(directory.resolve("bauta.yaml"), yaml);
    return new ConfigReader(environment)
        .read(
            new CommandLine(
                Optional.of(file), Optional.of(directory), Optional.empty(), Optional.empty()))
        .login();
  }

  @Test
  void withoutAnythingNobodyLogsIn() throws IOException {
    assertThat(read("server: { public-url: \"http://mask.example.com\" }")).isEmpty();
  }

  @Test
  void allOfItIsRead() throws IOException {
    LoginSettings read = read(WHOLE).orElseThrow();
    assertThat(read.publicUrl()).isEqualTo(URI.create("https://mask.example.com/bauta"));
    assertThat(read.provider().issuer())
        .as("to the letter")
        .isEqualTo(URI.create("https://login.example.com/realms/staff/"));
    assertThat(read.provider().redirect())
        .isEqualTo(URI.create("https://mask.example.com/bauta/login/callback"));
    assertThat(read.provider().scopes()).containsExactly("openid", "groups");
    assertThat(read.provider().groupClaim()).isEqualTo("realm_access.roles");
    assertThat(read.provider().otherHosts())
        .containsExactlyInAnyOrder("keys.example.com", "[::1]:8443");
    assertThat(read.grants().roles())
        .isEqualTo(Map.of(Role.ADMIN, Set.of("a", "cn=boss"), Role.READ_ONLY, Set.of("r")));
    assertThat(read.grants().pools())
        .isEqualTo(Map.of("r", Set.of("rides", "parcels"), "cn=boss", Set.of("*")));
    assertThat(read.session()).isEqualTo(Duration.ofMinutes(30));
    assertThat(read.idle()).isEqualTo(Duration.ofMinutes(10));
    assertThat(read.toString()).doesNotContain("a-secret");
  }

  @Test
  void whatIsNotSaidHasADefault() throws IOException {
    LoginSettings read =
        read("""
                server: { public-url: "http://127.0.0.1:8080" }
                oidc: { issuer: "http://localhost:9000", client-id: x, roles: { operator: ops } }
                """)
            .orElseThrow();
    assertThat(read.clientSecret()).isEmpty();
    assertThat(read.provider().scopes()).containsExactly("openid", "profile", "email");
    assertThat(read.provider().groupClaim()).isEqualTo("groups");
    assertThat(read.session()).isEqualTo(Duration.ofMinutes(480));
    assertThat(read.idle()).isEqualTo(Duration.ofMinutes(60));
    assertThat(read.isSecure()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "issuer: https://login.example.com/realms/staff/|issuer: http://login.example.com|oidc.issuer",
        "issuer: https://login.example.com/realms/staff/|issuer: https://x.example?a=b|oidc.issuer",
        "issuer: https://login.example.com/realms/staff/|issuer:|oidc.issuer",
        "client-id: bauta|client-id:|oidc.client-id",
        "scopes: [openid, groups]|scopes: [groups]|oidc.scopes",
        "'roles: { admin: [a, \"cn=boss\"], read-only: r }'|'roles: { }'|oidc.roles.admin",
        "'roles: {'|'roles: { boss: x,'|oidc.roles.boss",
        "r=rides|rides|oidc.pools",
        "r=rides|=rides|oidc.pools",
        "r=rides|r=|oidc.pools",
        "session-minutes: 30|session-minutes: 1441|oidc.session-minutes",
        "session-minutes: 30|session-minutes: 4|oidc.session-minutes",
        "idle-minutes: 10|idle-minutes: ten|oidc.idle-minutes",
        "Keys.example.com|https://keys.example.com|oidc.allowed-hosts",
        "https://mask.example.com/bauta/|http://mask.example.com|server.public-url",
      })
  void mistakesStopTheStartAndAreNamed(String right, String wrong, String key) {
    assertThat(WHOLE).contains(right);
    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  /** Otherwise everybody would see all pools because a variable was not set. */
  @ParameterizedTest
  @ValueSource(strings = {"", "''", "','", "' , '", "${NOTHING}"})
  void aLimitToPoolsThatNamesNoneIsNotWithoutLimit(String nothing) {
    Map<String, String> environment = Map.of("SECRET", "a-secret", "NOTHING", "");
    String yaml = WHOLE.replaceAll("pools: .*", Matcher.quoteReplacement("pools: " + nothing));
    assertThatThrownBy(() -> read(yaml, environment))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("oidc.pools")
        .hasMessageContaining("without this key nobody is limited");
    assertThatThrownBy(() -> read(WHOLE, Map.of("SECRET", "a-secret", "BAUTA_OIDC_POOLS", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("oidc.pools");
  }

  @Test
  void withoutAPublicUrlNobodyCouldComeBack() {
    assertThatThrownBy(() -> read(WHOLE.substring(WHOLE.indexOf("oidc:"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.public-url");
  }
}
