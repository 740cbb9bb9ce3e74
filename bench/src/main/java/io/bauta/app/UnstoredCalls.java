package io.bauta.app;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Calls that are recorded no further than memory: what recording them durably costs is told by
 * leaving it out. Everything else is as the server does it.
 */
public final class UnstoredCalls implements CallStore {

  private final CallStore store;

  private UnstoredCalls(CallStore store) {
    this.store = store;
  }

  /** Starts a server that records calls in memory alone, or one as it is shipped. */
  public static Bauta start(Config config, Clock clock, boolean inMemory) {
    return Bauta.start(
        config, clock, inMemory ? UnstoredCalls::new : UnaryOperator.<CallStore>identity());
  }

  @Override
  public void append(List<CallStart> starts, List<ToldFact> facts) {
    // They were in memory until now.
  }

  @Override
  public boolean settle() {
    return false;
  }

  @Override
  public Optional<Call> find(CallId id) {
    return store.find(id);
  }

  @Override
  public boolean isIn(PoolScope scope, CallId id) {
    return store.isIn(scope, id);
  }

  @Override
  public Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id) {
    return store.findByCarrierId(carrierAccount, id);
  }

  @Override
  public List<Call> listByTraits(String carrierAccount, CallTraits traits, Instant toldAt) {
    return store.listByTraits(carrierAccount, traits, toldAt);
  }

  @Override
  public List<Call> list(CallQuery query) {
    return store.list(query);
  }

  @Override
  public int connectedIn(SessionId session) {
    return store.connectedIn(session);
  }

  @Override
  public Optional<PhoneNumber> lastCallerOf(SessionId session) {
    return store.lastCallerOf(session);
  }
}
