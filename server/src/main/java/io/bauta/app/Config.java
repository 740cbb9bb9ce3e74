package io.bauta.app;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.retention.RetentionPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a server needs to know to start; validated.
 *
 * @param host the address to listen on
 * @param port the port to listen on, never 0
 * @param dataDirectory where keys and the embedded database live
 * @param dataUrl {@code sqlite:PATH} or {@code postgresql://user:password@host:port/name}
 * @param adminKey the API's key; empty reads it from the data directory, or makes one there
 * @param bookings the account of the booking API's pool; empty does not serve it
 * @param platform where the platform is asked about callers; empty asks nobody
 * @param recordings where recordings are kept, and what they are fetched from
 * @param pair the single pair of the vendors' tutorials; mostly empty
 * @param events how the platform is told of events
 * @param requestsPerSecond how often an API key may ask that has no rate of its own
 * @param retention for how long what is kept
 * @param masterKey where the key is that opens the data keys
 * @param door how the server is reached, and by whom
 * @param login how people log in; empty lets nobody
 */
public record Config(
    String host,
    int port,
    Path dataDirectory,
    Secret dataUrl,
    Optional<Secret> adminKey,
    List<CarrierAccount> accounts,
    Optional<CarrierAccount> bookings,
    Optional<PlatformEndpoint> platform,
    RecordingsConfig recordings,
    Optional<TutorialPair> pair,
    EventSettings events,
    int requestsPerSecond,
    RetentionPolicy retention,
    MasterKeyPlaces masterKey,
    ServerDoor door,
    Optional<LoginSettings> login) {

  /** With the defaults, and the master key in the data directory. */
  public Config(
      String host,
      int port,
      Path dataDirectory,
      Secret dataUrl,
      Optional<Secret> adminKey,
      List<CarrierAccount> accounts,
      Optional<CarrierAccount> bookings,
      Optional<PlatformEndpoint> platform,
      RecordingsConfig recordings,
      Optional<TutorialPair> pair) {
    this(
        host,
        port,
        dataDirectory,
        dataUrl,
        adminKey,
        accounts,
        bookings,
        platform,
        recordings,
        pair,
        EventSettings.DEFAULT,
        ApiReader.REQUESTS_PER_SECOND_DEFAULT,
        RetentionPolicy.DEFAULT,
        MasterKeyPlaces.in(dataDirectory),
        ServerDoor.DEFAULT,
        Optional.empty());
  }

  /** Two people and the numbers between them, as the vendors' tutorials configure them. */
  public record TutorialPair(
      String account,
      PhoneNumber first,
      PhoneNumber second,
      ProxyNumber firstDials,
      ProxyNumber secondDials) {}

  public Config {
    accounts = List.copyOf(accounts);
  }

  /** Where this server is reached on its own machine. */
  public URI localUrl() {
    String scheme = door.tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }
}
