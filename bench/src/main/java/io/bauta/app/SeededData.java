package io.bauta.app;

import io.bauta.bench.Numbers;
import io.bauta.bench.load.Population;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Selection;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import io.bauta.store.BulkSessions;
import io.bauta.store.Database;
import io.bauta.store.DatabaseUrl;
import io.bauta.store.SqlPoolStore;
import io.bauta.vault.NumberVault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A data directory with many open sessions in it, as a server would have left it. */
public final class SeededData {

  private SeededData() {}

  /** Fills the data directory of {@code config}, in which there is nothing yet. */
  public static void make(Config config, Population population) throws IOException {
    OwnDirectory.make(config.dataDirectory());
    Instant now = Instant.now();
    try (Database database = Database.open(DatabaseUrl.parse(config.dataUrl().reveal()))) {
      NumberVault vault =
          new NumberVault(Stores.openVault(database, config, Clock.systemUTC()).ring());
      SqlPoolStore pools = new SqlPoolStore(database, vault);
      for (int account = 0; account < population.accounts().size(); account++) {
        PoolId pool = makePool(pools, population, account, now);
        BulkSessions.insert(database, vault, sessions(population, account, pool, now), now);
      }
    }
  }

  private static PoolId makePool(
      SqlPoolStore pools, Population population, int account, Instant now) {
    PoolId id = new PoolId(new UUID(1, account));
    pools.create(
        new NumberPool(
            id,
            population.accounts().get(account),
            population.accounts().get(account),
            PoolMode.PAIR_TWO_NUMBERS,
            Selection.FIRST_FIT,
            CallPolicy.DEFAULT,
            NumberPool.COOL_OFF_DEFAULT,
            Duration.ZERO,
            now));
    List<ProxyNumber> numbers =
        IntStream.range(0, Population.NUMBERS_OF_AN_ACCOUNT)
            .mapToObj(place -> Numbers.proxy(Population.firstNumber(account) + place))
            .toList();
    pools.addNumbers(id, numbers, Optional.empty());
    return id;
  }

  private static Iterator<MaskingSession> sessions(
      Population population, int account, PoolId pool, Instant now) {
    return IntStream.range(0, population.sessionsOf(account))
        .mapToObj(place -> session(population.pair(account, place), account, place, pool, now))
        .iterator();
  }

  private static MaskingSession session(
      Population.Pair pair, int account, int place, PoolId pool, Instant now) {
    return new MaskingSession(
        new SessionId(id(8, now, account, place)),
        pool,
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Participant(
                new ParticipantId(id(9, now, account, place)),
                "agent",
                pair.agent(),
                pair.agentDials()),
            new Participant(
                new ParticipantId(id(10, now, account, place)),
                "customer",
                pair.customer(),
                pair.customerDials())));
  }

  /** Ordered by time as all ids are, and different for each. */
  private static UUID id(int kind, Instant now, int account, int place) {
    return new UUID(
        now.toEpochMilli() << 16 | 0x7000 | account,
        (long) kind << 60 | Integer.toUnsignedLong(place));
  }
}
