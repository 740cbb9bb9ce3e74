package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.Numbers;
import io.bauta.bench.load.Ledger.Opened;
import io.bauta.bench.load.Ledger.Pair;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One client, who opens sessions between people at random and closes some of its own. */
final class TurnoverRequests implements RequestMaker {

  /**
   * Sessions that a client keeps open; with more it closes as often as it opens. One that finds the
   * pool full closes one next.
   */
  private static final int KEPT = 50;

  private final URI url;
  private final String pool;
  private final int people;
  private final Ledger ledger;
  private final SplittableRandom random;
  private final List<Opened> own = new ArrayList<>();
  private @Nullable Opened closing;
  private boolean refused;
  private int one;
  private int other;

  TurnoverRequests(URI url, String pool, int people, Ledger ledger, long seed) {
    this.url = url;
    this.pool = pool;
    this.people = people;
    this.ledger = ledger;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void prepare() {}

  @Override
  public boolean write(ByteBuffer out) {
    closing = null;
    if (refused && !own.isEmpty() || own.size() >= KEPT && random.nextBoolean()) {
      refused = false;
      closing = own.remove(random.nextInt(own.size()));
      ledger.closing(closing);
      put(out, "DELETE", "/v1/sessions/" + closing.id(), "");
      return true;
    }
    one = random.nextInt(people);
    other = (one + 1 + random.nextInt(people - 1)) % people;
    put(
        out,
        "POST",
        "/v1/sessions",
        "{\"pool\":\"%s\",\"ttl_seconds\":86400,\"participants\":[%s,%s]}"
            .formatted(pool, person(one), person(other)));
    return true;
  }

  private static String person(int place) {
    return "{\"real_number\":\"" + Numbers.person(place).e164() + "\"}";
  }

  private void put(ByteBuffer out, String method, String path, String body) {
    out.put(
        ("%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
            .formatted(
                method, path, url.getRawAuthority(), LoadServer.ADMIN_KEY, body.length(), body)
            .getBytes(US_ASCII));
  }

  @Override
  public boolean isExpected(Response response) {
    if (closing != null) {
      ledger.closed(closing);
      return response.status() == 200;
    }
    if (response.status() == 409 && response.body().contains("pool_exhausted")) {
      ledger.exhausted();
      refused = true;
      return true;
    }
    if (response.status() != 201) {
      return false;
    }
    String body = response.body();
    int first = body.indexOf("\"dials\"");
    int second = body.indexOf("\"dials\"", first + 1);
    Opened session =
        new Opened(
            text(body, body.indexOf("\"id\"")),
            new Pair(one, Long.parseLong(text(body, first).substring(1))),
            new Pair(other, Long.parseLong(text(body, second).substring(1))));
    own.add(session);
    ledger.opened(session);
    return true;
  }

  /** The value of the member whose name begins at {@code name}. */
  private static String text(String body, int name) {
    int start = body.indexOf('"', body.indexOf(':', name)) + 1;
    return body.substring(start, body.indexOf('"', start));
  }
}
