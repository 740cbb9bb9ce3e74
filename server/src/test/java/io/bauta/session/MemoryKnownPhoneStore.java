package io.bauta.session;

import io.bauta.number.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Known telephones in memory, for tests. */
public final class MemoryKnownPhoneStore implements KnownPhoneStore {

  private record Telephone(PhoneNumber dialed, PhoneNumber phone) {}

  private final Map<Telephone, KnownPhone> phones = new ConcurrentHashMap<>();

  @Override
  public void remember(KnownPhone known) {
    phones.merge(
        new Telephone(known.dialed(), known.phone()),
        known,
        (before, later) -> later.since().isBefore(before.since()) ? before : later);
  }

  @Override
  public Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone) {
    return Optional.ofNullable(phones.get(new Telephone(dialed, phone)));
  }
}
