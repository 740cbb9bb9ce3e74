package io.bauta.app.play;

import io.bauta.app.play.CarrierOptions.Target;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Endpoint;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is that a call is played against. */
final class CalledServer {

  @Option(
      names = "--url",
      paramLabel = "U",
      defaultValue = "http://127.0.0.1:8080",
      description =
          "Where the server is asked, such as http://127.0.0.1:8080/carriers/vobiz/answer. Without a"
              + " path it is where the carrier's only account is asked: /answer, /handle,"
              + " /webhooks/voice, /carriers/alohaa/receiver (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "Where --url has no path: the account's name in the configuration.")
  private @Nullable String account;

  @Option(
      names = "--path-secret",
      paramLabel = "S",
      description = "Where --url has no path: the account's path-secret.")
  private @Nullable String pathSecret;

  @Option(
      names = "--connect-to",
      paramLabel = "U",
      description =
          "Where the server listens, when the scheme, host and port of --url are those that a proxy"
              + " has in public: --url is signed, this is called.")
  private @Nullable URI connectTo;

  /**
   * Where a carrier with this profile asks.
   *
   * @throws IllegalArgumentException when the options contradict one another
   */
  Target target(CarrierProfile profile, String countryCode) {
    requireHttp("--url", url);
    Optional.ofNullable(connectTo).ifPresent(base -> requireHttp("--connect-to", base));
    boolean hasPath = url.getRawPath() != null && url.getRawPath().length() > 1;
    if (hasPath && (account != null || pathSecret != null)) {
      throw new IllegalArgumentException(
          "--account and --path-secret go with a --url without a path: write them into the path");
    }
    return new Target(
        hasPath ? url : url.resolve(path(profile)), Optional.ofNullable(connectTo), countryCode);
  }

  private static void requireHttp(String option, URI url) {
    if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getHost() == null) {
      throw new IllegalArgumentException(
          option + ": expected an http or https URL, such as http://127.0.0.1:8080");
    }
  }

  private String path(CarrierProfile profile) {
    String endpoint =
        profile.endpoints().stream().filter(Endpoint::asks).findFirst().orElseThrow().name();
    Optional<String> alias =
        profile.aliases().stream()
            .filter(known -> known.endpoint().equals(endpoint))
            .map(Alias::path)
            .findFirst()
            .filter(_ -> account == null && pathSecret == null);
    return alias.orElseGet(() -> accountPath(profile) + "/" + endpoint);
  }

  private String accountPath(CarrierProfile profile) {
    String name = account == null ? profile.id() : account;
    return "/carriers/" + name + (pathSecret == null ? "" : "/" + pathSecret);
  }
}
