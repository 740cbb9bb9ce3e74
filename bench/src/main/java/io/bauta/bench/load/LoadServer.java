package io.bauta.bench.load;

import io.bauta.app.Bauta;
import io.bauta.app.Config;
import io.bauta.app.FreePort;
import io.bauta.app.RecordingsConfig;
import io.bauta.bench.Numbers;
import io.bauta.bench.VobizWire;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.edge.WebhookRates;
import io.bauta.number.HomeRegion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process under load: the server as it is shipped, and in the same process a constant reply by
 * the same HTTP library, set up the same. Runs until its standard input ends.
 */
final class LoadServer {

  /** Takes no signatures; its path holds a secret. */
  static final String OPEN_ACCOUNT = "open";

  /** Requires signatures. */
  static final String SIGNED_ACCOUNT = "signed";

  static final String PATH_SECRET = "the-secret-of-the-path";
  static final String OPEN_PATH = "/carriers/" + OPEN_ACCOUNT + "/" + PATH_SECRET + "/answer";
  static final String SIGNED_PATH = "/carriers/" + SIGNED_ACCOUNT + "/answer";
  static final String ADMIN_KEY = "the-key-of-the-benchmark";

  /** What the first line on standard output begins with; two ports follow. */
  static final String READY = "ready";

  private static final String HOST = "127.0.0.1";

  private LoadServer() {}

  /** Takes the data directory and the URL of the database. */
  public static void main(String[] args) throws IOException {
    int port = FreePort.of(HOST);
    try (Bauta bauta = Bauta.start(config(port, Path.of(args[0]), args[1]), Clock.systemUTC());
        ConstantServer constant = ConstantServer.start(HOST)) {
      System.out.printf("%s %d %d%n", READY, bauta.url().getPort(), constant.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said to us; we wait for the end.
      }
    }
  }

  private static Config config(int port, Path data, String dataUrl) {
    String url = "http://" + HOST + ":" + port;
    return new Config(
        HOST,
        port,
        data,
        new Secret(dataUrl),
        Optional.of(new Secret(ADMIN_KEY)),
        List.of(
            account(OPEN_ACCOUNT, url, Optional.of(new Secret(PATH_SECRET)), SignatureMode.OFF),
            account(SIGNED_ACCOUNT, url, Optional.empty(), SignatureMode.REQUIRE)),
        Optional.empty(),
        Optional.empty(),
        RecordingsConfig.ofDemo(data),
        Optional.empty());
  }

  private static CarrierAccount account(
      String name, String url, Optional<Secret> pathSecret, SignatureMode signature) {
    return new CarrierAccount(
        name,
        "vobiz",
        HomeRegion.of(Numbers.REGION),
        Optional.of(url),
        pathSecret,
        signature,
        Map.of(
            "auth-id",
            new Secret(VobizWire.AUTH_ID),
            "auth-token",
            new Secret(VobizWire.AUTH_TOKEN),
            // More than there is: what is measured is the answer, not the refusal of a flood.
            WebhookRates.PER_SECOND,
            new Secret(Integer.toString(WebhookRates.SETTING_MAX)),
            WebhookRates.PER_CALLER,
            new Secret(Integer.toString(WebhookRates.SETTING_MAX))));
  }
}
