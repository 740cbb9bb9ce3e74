package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.bench.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Opens masking sessions through the API: agents who each have many, and customers who have one.
 * Half belong to each carrier account.
 */
final class SessionOpenings {

  private static final int POOLS = 10;
  private static final int NUMBERS_OF_A_POOL = 100;
  private static final int SESSIONS_OF_AN_AGENT = 50;
  private static final int FIRST_AGENT = 500_000_000;
  private static final Duration LENGTH_MAX = Duration.ofHours(1);
  private static final List<String> ACCOUNTS =
      List.of(LoadServer.OPEN_ACCOUNT, LoadServer.SIGNED_ACCOUNT);

  private final ServerProcess server;
  private final int sessions;
  private final int agents;
  private final AtomicInteger next = new AtomicInteger();
  private final List<Caller> openCallers = Collections.synchronizedList(new ArrayList<>());
  private final List<Caller> signedCallers = Collections.synchronizedList(new ArrayList<>());

  SessionOpenings(ServerProcess server, int sessions) {
    this.server = server;
    this.sessions = sessions;
    this.agents = Math.max(1, sessions / SESSIONS_OF_AN_AGENT);
  }

  /** Registers the numbers and opens all sessions. */
  Load open(int connections) throws IOException, InterruptedException {
    for (int account = 0; account < ACCOUNTS.size(); account++) {
      for (int pool = 0; pool < POOLS; pool++) {
        makePool(account, pool);
      }
    }
    Load load = Load.run(server.url(), connections, place -> new Requests(), LENGTH_MAX);
    if (load.unexpected() > 0 || load.requests() != sessions) {
      throw new IOException(
          "%d sessions of %d were opened".formatted(load.requests() - load.unexpected(), sessions));
    }
    return load;
  }

  private void makePool(int account, int pool) throws IOException, InterruptedException {
    String name = poolName(account, pool);
    server.post(
        "/v1/pools",
        "{\"name\":\"%s\",\"carrier_account\":\"%s\"}".formatted(name, ACCOUNTS.get(account)));
    int first = (account * POOLS + pool) * NUMBERS_OF_A_POOL;
    server.post(
        "/v1/pools/%s/numbers".formatted(name),
        IntStream.range(first, first + NUMBERS_OF_A_POOL)
            .mapToObj(place -> "\"" + Numbers.proxy(place).e164() + "\"")
            .collect(Collectors.joining(",", "{\"numbers\":[", "]}")));
  }

  private static String poolName(int account, int pool) {
    return ACCOUNTS.get(account) + "-" + pool;
  }

  /** Everybody who may call a number of this account. */
  List<Caller> callers(String account) {
    return List.copyOf(account.equals(LoadServer.OPEN_ACCOUNT) ? openCallers : signedCallers);
  }

  /** The openings of one connection. */
  private final class Requests implements RequestMaker {

    private int session;

    @Override
    public void prepare() {}

    @Override
    public boolean write(ByteBuffer out) {
      session = next.getAndIncrement();
      if (session >= sessions) {
        return false;
      }
      String body =
          "{\"pool\":\"%s\",\"ttl_seconds\":86400,\"participants\":[%s,%s]}"
              .formatted(
                  poolName(session % ACCOUNTS.size(), session / ACCOUNTS.size() % POOLS),
                  person("agent", agent()),
                  person("customer", session));
      out.put(
          ("POST /v1/sessions HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                  + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
              .formatted(server.url().getRawAuthority(), LoadServer.ADMIN_KEY, body.length(), body)
              .getBytes(US_ASCII));
      return true;
    }

    private int agent() {
      return FIRST_AGENT + session % agents;
    }

    private static String person(String name, int place) {
      return "{\"name\":\"%s\",\"real_number\":\"%s\"}"
          .formatted(name, Numbers.person(place).e164());
    }

    @Override
    public boolean isExpected(Response response) {
      if (response.status() != 201) {
        return false;
      }
      List<Caller> callers = session % 2 == 0 ? openCallers : signedCallers;
      String body = response.body();
      int agentDials = body.indexOf("\"dials\"");
      int customerDials = body.indexOf("\"dials\"", agentDials + 1);
      callers.add(new Caller(Numbers.person(agent()).digits(), number(body, agentDials)));
      callers.add(new Caller(Numbers.person(session).digits(), number(body, customerDials)));
      return true;
    }

    private static long number(String body, int start) {
      int plus = body.indexOf('+', start);
      return Long.parseLong(body, plus + 1, body.indexOf('"', plus), 10);
    }
  }
}
