package io.bauta.carrier;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From which hosts the recordings of an account are fetched. */
public final class RecordingHosts {

  /** The setting with further hosts, which every account has. */
  public static final String SETTING = "recording-hosts";

  /** A host's name or address, as that setting takes it. */
  public static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private RecordingHosts() {}

  /** The address that {@code text} writes; empty when it is none with a host. */
  public static Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text)).filter(url -> url.getHost() != null);
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether the account's configuration names the host of {@code url}. */
  public static boolean isConfigured(URI url, CarrierAccount account) {
    return configured(account).anyMatch(host(url)::equals);
  }

  private static Stream<String> configured(CarrierAccount account) {
    return account
        .setting(SETTING)
        .map(hosts -> List.of(hosts.split(",")))
        .orElse(List.of())
        .stream()
        .map(host -> host.strip().toLowerCase(Locale.ROOT));
  }

  /** The host of {@code url} in lower case, without the dot that a name may end in. */
  public static String host(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /**
   * Whether {@code url} is at the same scheme, host and port as {@code base}: only there may the
   * credentials go that are for it.
   */
  public static boolean isAt(URI url, String base) {
    return address(base)
        .filter(
            at ->
                host(at).equals(host(url))
                    && at.getScheme().equalsIgnoreCase(url.getScheme())
                    && port(at) == port(url))
        .isPresent();
  }

  private static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
  }
}
