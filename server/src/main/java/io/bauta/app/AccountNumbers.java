package io.bauta.app;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PooledNumber;
import io.bauta.store.Database;
import io.bauta.store.DatabaseUrl;
import io.bauta.store.SqlPoolStore;
import io.bauta.store.StoreUnavailableException;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

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
    if (ApiClient.answers(server, config)) {
      return asked(account, new ApiClient(server, config), server);
    }
    DatabaseUrl database = DatabaseUrl.parse(config.dataUrl().reveal());
    return database instanceof DatabaseUrl.Sqlite sqlite && Files.notExists(sqlite.file())
        ? new AccountNumbers(
            ofTheTutorial(account, config),
            "no server answers at %s, and there is no %s".formatted(server, database))
        : read(account, config, database, server);
  }

  private static AccountNumbers asked(String account, ApiClient client, URI server)
      throws InterruptedException {
    List<ProxyNumber> numbers = new ArrayList<>();
    for (ServerPool pool : ServerPool.ofAccount(account, client)) {
      numbers.addAll(answered(pool.numbers()));
    }
    return new AccountNumbers(numbers, "asked of the server at " + server);
  }

  private static List<ProxyNumber> answered(List<PooledNumber> members) {
    return members.stream()
        .filter(member -> member.state().isAnswered())
        .map(PooledNumber::number)
        .toList();
  }

  private static List<PooledNumber> of(
      String account, NumberPool pool, List<PooledNumber> numbers) {
    return numbers.stream()
        .filter(member -> member.ownAccount().orElse(pool.carrierAccount()).equals(account))
        .toList();
  }

  /** A server that is started with these variables makes the pool at its first start. */
  private static List<ProxyNumber> ofTheTutorial(String account, Config config) {
    return config
        .pair()
        .filter(pair -> pair.account().equals(account))
        .map(pair -> List.of(pair.firstDials(), pair.secondDials()))
        .orElse(List.of());
  }

  private static AccountNumbers read(String account, Config config, DatabaseUrl url, URI server) {
    try (Database database = Database.open(url)) {
      SqlPoolStore store =
          new SqlPoolStore(
              database,
              new NumberVault(Stores.openVault(database, config, Clock.systemUTC()).ring()));
      List<ProxyNumber> numbers =
          store.pools().stream()
              .flatMap(pool -> answered(of(account, pool, store.numbers(pool.id()))).stream())
              .toList();
      return new AccountNumbers(
          numbers, "read from %s: no server answers at %s".formatted(url, server));
    } catch (VaultException wrongKey) {
      throw new CommandException(String.valueOf(wrongKey.getMessage()));
    } catch (StoreUnavailableException locked) {
      throw new CommandException(
          "%s No server answers at %s: if one runs elsewhere, give its --url"
              .formatted(locked.getMessage(), server));
    }
  }
}
