package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.api.CallJson;
import io.bauta.api.EventJson;
import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureId;
import io.bauta.person.Erasures;
import io.bauta.person.Erasures.Requested;
import io.bauta.person.Memory;
import io.bauta.pool.Blocks;
import io.bauta.pool.Pools;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionListener;
import io.bauta.session.Sessions;
import io.bauta.vault.NumberVault;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Erasures as a server does them that has nothing in memory, as after a start. */
record TestErasures(
    Database database,
    NumberVault vault,
    SqlAuditLog audit,
    SqlCallStore calls,
    SessionListener listener) {

  static final TimeOrderedIds IDS = new TimeOrderedIds();

  /** When sessions of the samples are over. */
  static final Instant ENDED = NOW.plus(TTL).plusSeconds(1);

  /** When their pairs have rested. */
  static final Instant RESTED = ENDED.plus(REST).plusSeconds(1);

  private static final Memory NOTHING =
      new Memory() {
        @Override
        public void erased(MaskingSession before, MaskingSession after) {}

        @Override
        public void forget(PhoneNumber number, Instant now) {}
      };

  static TestErasures of(TestDatabase database) {
    return of(database.database(), database.vault(), database.audit());
  }

  static TestErasures of(Database database, NumberVault vault, SqlAuditLog audit) {
    return new TestErasures(
        database, vault, audit, new SqlCallStore(database, vault), session -> {});
  }

  TestErasures heardBy(SessionListener other) {
    return new TestErasures(database, vault, audit, calls, other);
  }

  Erasures erasures() {
    Pools pools = new Pools(new SqlPoolStore(database, vault));
    return new Erasures(
        new SqlErasureStore(
            database,
            calls,
            vault,
            TestDatabase.heard(),
            new EventJson(CallJson.withoutRecordings(pools)),
            audit),
        new SqlTraces(database, calls, vault),
        new Sessions(new SqlSessionStore(database, vault), pools, listener, IDS),
        pools,
        new Blocks(new SqlBlockStore(database, vault)),
        NOTHING,
        IDS);
  }

  static AuditEntry entry(ErasureId id, Instant at) {
    return new AuditEntry(
        new AuditId(IDS.next(at)),
        at,
        "somebody",
        Optional.empty(),
        "person.erasure_requested",
        "erasure",
        id.toString(),
        Optional.of("asked for"));
  }

  Requested request(PhoneNumber number, boolean closes, boolean unblocks, Instant now) {
    return erasures().request(number, closes, unblocks, now, id -> entry(id, now));
  }

  /** Asks for all of it. */
  Erasure ask(PhoneNumber number, Instant now) {
    return erasure(request(number, true, true, now));
  }

  static Erasure erasure(Requested requested) {
    return switch (requested) {
      case Requested.Accepted(Erasure erasure) -> erasure;
      case Requested.Same(Erasure erasure) -> erasure;
      case Requested.InOpenSessions _, Requested.Configured _, Requested.TooMany _ ->
          throw new AssertionError(requested);
    };
  }

  Erasure run(ErasureId id, Instant now) {
    return run(id, now, () -> true, () -> false);
  }

  Erasure run(ErasureId id, Instant now, BooleanSupplier flush, BooleanSupplier isStopped) {
    assertThat(erasures().run(now, flush, isStopped).fault()).isEmpty();
    return erasures().find(id).orElseThrow();
  }

  /** Erased, once everything has rested. */
  Erasure erased(PhoneNumber number) {
    ErasureId id = ask(number, ENDED).id();
    run(id, ENDED);
    Erasure done = run(id, RESTED);
    assertThat(done.state()).as(done.toString()).isEqualTo(Erasure.State.DONE);
    return done;
  }
}
