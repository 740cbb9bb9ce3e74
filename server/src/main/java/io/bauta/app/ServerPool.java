package io.bauta.app;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PooledNumber;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The numbers that a carrier account has in a pool of a running server, through its API. */
final class ServerPool {

  private final ApiClient server;
  private final String id;
  private final String account;

  private ServerPool(ApiClient server, JsonNode pool, String account) {
    this.server = server;
    this.id = text(pool, "id");
    this.account = account;
  }

  /** All pools: numbers of a carrier account may be in a pool of another. */
  static List<ServerPool> ofAccount(String account, ApiClient server) throws InterruptedException {
    return server.all("/v1/pools").stream()
        .map(pool -> new ServerPool(server, pool, account))
        .toList();
  }

  /**
   * The pool that {@code name} means, by id or by name.
   *
   * @throws CommandException when there is none, or it is another account's
   */
  static ServerPool named(String name, String account, ApiClient server)
      throws InterruptedException {
    List<JsonNode> pools = server.all("/v1/pools");
    JsonNode pool =
        pools.stream()
            .filter(some -> name.equals(text(some, "id")) || name.equals(text(some, "name")))
            .findFirst()
            .orElseThrow(() -> new CommandException(unknown(name, account, pools)));
    String own = text(pool, "carrier_account");
    if (!own.equals(account)) {
      throw new CommandException(
          "the pool '%s' is of the carrier account %s, not of %s".formatted(name, own, account));
    }
    return new ServerPool(server, pool, account);
  }

  private static String unknown(String name, String account, List<JsonNode> pools) {
    List<String> known =
        pools.stream()
            .filter(pool -> text(pool, "carrier_account").equals(account))
            .map(pool -> text(pool, "name"))
            .toList();
    return known.isEmpty()
        ? "no pool is called '%s', and there is none of %s: make one with POST /v1/pools"
            .formatted(name, account)
        : "no pool is called '%s'; of %s there is: %s"
            .formatted(name, account, String.join(", ", known));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  List<PooledNumber> numbers() throws InterruptedException {
    return server.all(path()).stream()
        .filter(node -> text(node, "carrier_account").equals(account))
        .map(ServerPool::member)
        .toList();
  }

  private static PooledNumber member(JsonNode node) {
    return new PooledNumber(
        ProxyNumber.of(PhoneNumber.ofE164(text(node, "number"))),
        NumberState.valueOf(text(node, "state").toUpperCase(Locale.ROOT)));
  }

  /** What came of adding numbers. */
  record Added(int count, List<Rejected> rejected) {
    Added {
      rejected = List.copyOf(rejected);
    }
  }

  /**
   * A number that the server did not take.
   *
   * @param number as the server writes it: a person's own is masked
   * @param code why
   */
  record Rejected(String number, String code) {

    /** Whether it is registered all the same. */
    boolean isRegistered() {
      return code.equals("already_in_pool") || code.equals("in_another_pool");
    }
  }

  Added add(List<ProxyNumber> numbers) throws InterruptedException {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    numbers.forEach(number -> request.withArray("numbers").add(number.e164()));
    JsonNode answer = server.post(path(), request);
    List<Rejected> rejected = new ArrayList<>();
    for (JsonNode entry : answer.path("rejected")) {
      rejected.add(new Rejected(text(entry, "number"), text(entry, "code")));
    }
    return new Added(answer.path("added").asInt(), rejected);
  }

  void set(ProxyNumber number, NumberState state) throws InterruptedException {
    server.patch(
        path() + "/" + URLEncoder.encode(number.e164(), StandardCharsets.UTF_8),
        JsonMapper.shared().createObjectNode().put("state", state.toString()));
  }

  private String path() {
    return "/v1/pools/" + id + "/numbers";
  }
}
