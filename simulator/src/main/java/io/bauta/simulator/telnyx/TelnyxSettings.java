package io.bauta.simulator.telnyx;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a Telnyx account and its Call Control application are set to.
 *
 * @param webhookUrl where the events of the application that exists from the start are told
 * @param failoverUrl where they are told after two failures
 * @param connectionId the identifier of that application
 * @param patience how long, by the clock on the wall, a call waits for the next command
 * @param deliveryTime how long the server may take to answer a webhook
 * @param deliveryTries how often a webhook is sent that is worth another try
 * @param transfersParkedLegs whether a call can be transferred before it is answered: Telnyx's
 *     pages say no, running code says that it works
 * @param ringsOnAlone whether the destination goes on ringing when the caller is gone, until
 *     somebody ends its leg; Telnyx's pages do not say that it stops
 * @param firstCommandTimeout after how long the application of the settings ends a call for which
 *     no command came; empty for never, as Telnyx has it
 * @param observedFields whether events have the fields that only real traffic shows, besides those
 *     of the schema
 * @param withheld what stands for the number of a caller who withholds it
 * @param clock the time in the signatures, and by which the links to recordings expire
 * @param listensAt the base to connect to in place of the public scheme, host and port
 * @param apiPort where the REST API listens on the loopback address; 0 for any free port
 */
public record TelnyxSettings(
    URI webhookUrl,
    Optional<URI> failoverUrl,
    String apiKey,
    TelnyxKeys keys,
    String connectionId,
    String applicationName,
    Duration patience,
    Duration deliveryTime,
    int deliveryTries,
    boolean transfersParkedLegs,
    boolean ringsOnAlone,
    Optional<Duration> firstCommandTimeout,
    boolean observedFields,
    String withheld,
    InstantSource clock,
    Optional<URI> listensAt,
    int apiPort) {

  /** How long a call waits for a command where nothing else was said. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Telnyx's time budget of one delivery. */
  public static final Duration DELIVERY_TIME = Duration.ofSeconds(2);

  /** How often a webhook is sent; Telnyx's pages do not agree on the number. */
  public static final int DELIVERY_TRIES = 3;

  /** Settings as in real traffic, for an application with this webhook URL. */
  public static Builder telling(URI webhookUrl) {
    return new Builder(webhookUrl);
  }

  /** The URL to connect to for a webhook to {@code url}. */
  URI whereItListens(URI url) {
    boolean isOurs = webhookUrl.getRawAuthority().equals(url.getRawAuthority());
    if (listensAt.isEmpty() || !isOurs) {
      return url;
    }
    String base = listensAt.get().getScheme() + "://" + listensAt.get().getRawAuthority();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(base + url.getRawPath() + query);
  }

  /** The application only: the rest holds secrets. */
  @Override
  public String toString() {
    return "TelnyxSettings[" + applicationName + "]";
  }

  /** Collects settings; what is not said is as in real traffic. */
  public static final class Builder {
    private final URI webhookUrl;
    private Optional<URI> failoverUrl = Optional.empty();
    private String apiKey = "KEY0000_fictitious";
    private TelnyxKeys keys = TelnyxKeys.fictitious();
    private String connectionId = "1684641123236054244";
    private String applicationName = "simulated";
    private Duration patience = PATIENCE;
    private Duration deliveryTime = DELIVERY_TIME;
    private int deliveryTries = DELIVERY_TRIES;
    private boolean transfersParkedLegs;
    private boolean ringsOnAlone;
    private Optional<Duration> firstCommandTimeout = Optional.empty();
    private boolean observedFields = true;
    private String withheld = "anonymous";
    private InstantSource clock = Clock.systemUTC();
    private Optional<URI> listensAt = Optional.empty();
    private int apiPort;

    private Builder(URI webhookUrl) {
      this.webhookUrl = webhookUrl;
    }

    public Builder failoverUrl(URI url) {
      failoverUrl = Optional.of(url);
      return this;
    }

    public Builder apiKey(String key) {
      apiKey = key;
      return this;
    }

    public Builder keys(TelnyxKeys pair) {
      keys = pair;
      return this;
    }

    public Builder connectionId(String id) {
      connectionId = id;
      return this;
    }

    public Builder applicationName(String name) {
      applicationName = name;
      return this;
    }

    /** How long a call waits for the next command before its caller hangs up. */
    public Builder patience(Duration time) {
      patience = time;
      return this;
    }

    public Builder deliveryTime(Duration time) {
      deliveryTime = time;
      return this;
    }

    public Builder deliveryTries(int times) {
      deliveryTries = times;
      return this;
    }

    /** A call can be transferred before it is answered. */
    public Builder transfersParkedLegs() {
      transfersParkedLegs = true;
      return this;
    }

    /** The destination goes on ringing when the caller is gone, until somebody ends its leg. */
    public Builder ringsOnAlone() {
      ringsOnAlone = true;
      return this;
    }

    /** The application ends a call for which no command came in {@code time}. */
    public Builder firstCommandTimeout(Duration time) {
      firstCommandTimeout = Optional.of(time);
      return this;
    }

    /** Events have the fields of the schema and no others. */
    public Builder withoutObservedFields() {
      observedFields = false;
      return this;
    }

    public Builder withheld(String word) {
      withheld = word;
      return this;
    }

    /** The clock that signatures are made by, where the server's is not the system's. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /** Connects to {@code base} although URLs name the public host. */
    public Builder listensAt(URI base) {
      listensAt = Optional.of(base);
      return this;
    }

    public Builder apiPort(int port) {
      apiPort = port;
      return this;
    }

    public TelnyxSettings build() {
      return new TelnyxSettings(
          webhookUrl,
          failoverUrl,
          apiKey,
          keys,
          connectionId,
          applicationName,
          patience,
          deliveryTime,
          deliveryTries,
          transfersParkedLegs,
          ringsOnAlone,
          firstCommandTimeout,
          observedFields,
          withheld,
          clock,
          listensAt,
          apiPort);
    }
  }
}
