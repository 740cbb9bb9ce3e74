package io.bauta.bench.load;

import io.bauta.app.Bauta;
import io.bauta.app.Config;
import io.bauta.app.FreePort;
import io.bauta.app.RecordingsConfig;
import io.bauta.app.UnstoredCalls;
import io.bauta.bench.Numbers;
import io.bauta.bench.wire.AlohaaWire;
import io.bauta.bench.wire.EightWire;
import io.bauta.bench.wire.TelnyxWire;
import io.bauta.bench.wire.VobizWire;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.edge.WebhookRates;
import io.bauta.number.HomeRegion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
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

  /** Requires signatures of Vobiz, as do the others of their carriers. */
  static final String SIGNED_ACCOUNT = "vobiz";

  static final String EIGHT_ACCOUNT = "eight";
  static final String ALOHAA_ACCOUNT = "alohaa";
  static final String TELNYX_ACCOUNT = "telnyx";

  /** All of them; each has its share of the sessions. */
  static final List<String> ACCOUNTS =
      List.of(OPEN_ACCOUNT, SIGNED_ACCOUNT, EIGHT_ACCOUNT, ALOHAA_ACCOUNT, TELNYX_ACCOUNT);

  static final String PATH_SECRET = "the-secret-of-the-path";
  static final String OPEN_PATH = "/carriers/" + OPEN_ACCOUNT + "/" + PATH_SECRET + "/answer";
  static final String SIGNED_PATH = "/carriers/" + SIGNED_ACCOUNT + "/answer";
  static final String EIGHT_PATH = "/carriers/" + EIGHT_ACCOUNT + "/handle";
  static final String ALOHAA_PATH = "/carriers/" + ALOHAA_ACCOUNT + "/receiver";
  static final String TELNYX_PATH = "/carriers/" + TELNYX_ACCOUNT + "/voice";
  static final String ADMIN_KEY = "the-key-of-the-benchmark";

  /** What the first line on standard output begins with; two ports follow. */
  static final String READY = "ready";

  private static final String HOST = "127.0.0.1";

  private LoadServer() {}

  /**
   * Takes the data directory, the URL of the database, where Telnyx's API is, and whether calls are
   * recorded in memory alone.
   */
  public static void main(String[] args) throws IOException {
    Config config = config(FreePort.of(HOST), Path.of(args[0]), args[1], args[2]);
    boolean inMemory = Boolean.parseBoolean(args[3]);
    try (Bauta bauta = UnstoredCalls.start(config, Clock.systemUTC(), inMemory);
        ConstantServer constant = ConstantServer.start(HOST)) {
      System.out.printf("%s %d %d%n", READY, bauta.url().getPort(), constant.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said to us; we wait for the end.
      }
    }
  }

  static Config config(int port, Path data, String dataUrl, String telnyxApi) {
    String url = "http://" + HOST + ":" + port;
    return new Config(
        HOST,
        port,
        data,
        new Secret(dataUrl),
        Optional.of(new Secret(ADMIN_KEY)),
        List.of(
            account(
                OPEN_ACCOUNT,
                "vobiz",
                url,
                Optional.of(new Secret(PATH_SECRET)),
                SignatureMode.OFF,
                vobiz()),
            signed(SIGNED_ACCOUNT, "vobiz", url, vobiz()),
            signed(
                EIGHT_ACCOUNT,
                "8x8",
                url,
                Map.of(
                    "sub-account-id",
                    EightWire.SUB_ACCOUNT_ID,
                    "auth-header",
                    EightWire.AUTHORIZATION)),
            signed(
                ALOHAA_ACCOUNT,
                "alohaa",
                url,
                Map.of("header-name", AlohaaWire.HEADER, "header-value", AlohaaWire.HEADER_VALUE)),
            signed(
                TELNYX_ACCOUNT,
                "telnyx",
                url,
                Map.of(
                    "api-key",
                    "KEY_OF_THE_BENCHMARK",
                    "api-base",
                    telnyxApi,
                    "public-keys",
                    TelnyxWire.publicKey(),
                    "connection-id",
                    TelnyxWire.CONNECTION_ID))),
        Optional.empty(),
        Optional.empty(),
        RecordingsConfig.ofDemo(data),
        Optional.empty());
  }

  private static Map<String, String> vobiz() {
    return Map.of("auth-id", VobizWire.AUTH_ID, "auth-token", VobizWire.AUTH_TOKEN);
  }

  private static CarrierAccount signed(
      String name, String carrier, String url, Map<String, String> settings) {
    return account(name, carrier, url, Optional.empty(), SignatureMode.REQUIRE, settings);
  }

  private static CarrierAccount account(
      String name,
      String carrier,
      String url,
      Optional<Secret> pathSecret,
      SignatureMode signature,
      Map<String, String> settings) {
    Map<String, Secret> all = new HashMap<>();
    settings.forEach((key, value) -> all.put(key, new Secret(value)));
    // More than there is: what is measured is the answer, not the refusal of a flood.
    Secret most = new Secret(Integer.toString(WebhookRates.SETTING_MAX));
    all.put(WebhookRates.PER_SECOND, most);
    all.put(WebhookRates.PER_CALLER, most);
    return new CarrierAccount(
        name, carrier, HomeRegion.of(Numbers.REGION), Optional.of(url), pathSecret, signature, all);
  }
}
