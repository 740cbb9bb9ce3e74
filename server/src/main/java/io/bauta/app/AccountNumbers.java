package io.bauta.app;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PooledNumber;
import io.bauta.store.Database;
import io.bauta.store.DatabaseUrl;
import io.bauta.store.SqlPoolStore;
import io.bauta.store.StoreUnavailableException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The numbers of an account's pools on which calls are answered: those that its carrier must lead
 * to us.
 *
 * <p>A running server is asked, because it alone has its store open. Only where none answers is the
 * store read, and never made: a wrong directory must not look like an empty server.
 *
 * @param source where they were found, for people
 */
record AccountNumbers(List<ProxyNumber> numbers, String source) {

  private static final Set<String> UNANSWERED =
      Arrays.stream(NumberState.values())
          .filter(state -> !state.isAnswered())
          .map(NumberState::toString)
          .collect(Collectors.toSet());

  AccountNumbers {
    numbers = List.copyOf(new LinkedHashSet<>(numbers));
  }

  /**
   * The numbers of the account that is called {@code account}.
   *
   * @throws CommandException when a server has the store open and does not answer at {@code server}
   */
  static AccountNumbers find(String account, Config config, URI server)
      throws InterruptedException {
    if (ApiClient.answers(server)) {
      return asked(account, new ApiClient(server, config), server);
    }
    DatabaseUrl database = DatabaseUrl.parse(config.dataUrl().reveal());
    return database instanceof DatabaseUrl.Sqlite sqlite && Files.notExists(sqlite.file())
        ? new AccountNumbers(
            ofTheTutorial(account, config),
            "no server answers at %s, and there is no %s".formatted(server, database))
        : read(account, database, server);
  }

  private static AccountNumbers asked(String account, ApiClient client, URI server)
      throws InterruptedException {
    List<ProxyNumber> numbers = new ArrayList<>();
    for (JsonNode pool : client.all("/v1/pools")) {
      if (pool.path("carrier_account").asString("").equals(account)) {
        for (JsonNode member :
            client.all("/v1/pools/%s/numbers".formatted(pool.path("id").asString("")))) {
          if (!UNANSWERED.contains(member.path("state").asString(""))) {
            numbers.add(number(member));
          }
        }
      }
    }
    return new AccountNumbers(numbers, "asked of the server at " + server);
  }

  static ProxyNumber number(JsonNode member) {
    return ProxyNumber.of(PhoneNumber.ofE164(member.path("number").asString("")));
  }

  /** A server that is started with these variables makes the pool at its first start. */
  private static List<ProxyNumber> ofTheTutorial(String account, Config config) {
    return config
        .pair()
        .filter(pair -> pair.account().equals(account))
        .map(pair -> List.of(pair.firstDials(), pair.secondDials()))
        .orElse(List.of());
  }

  private static AccountNumbers read(String account, DatabaseUrl url, URI server) {
    try (Database database = Database.open(url)) {
      SqlPoolStore store = new SqlPoolStore(database);
      List<ProxyNumber> numbers =
          store.pools().stream()
              .filter(pool -> pool.carrierAccount().equals(account))
              .map(NumberPool::id)
              .flatMap(pool -> store.numbers(pool).stream())
              .filter(member -> member.state().isAnswered())
              .map(PooledNumber::number)
              .toList();
      return new AccountNumbers(
          numbers, "read from %s: no server answers at %s".formatted(url, server));
    } catch (StoreUnavailableException locked) {
      throw new CommandException(
          "%s No server answers at %s: if one runs elsewhere, give its --url"
              .formatted(locked.getMessage(), server));
    }
  }
}
