package io.bauta.session;

final class MemoryKnownPhoneStoreTest implements KnownPhoneStoreContract {

  private final KnownPhoneStore phones = new MemoryKnownPhoneStore();

  @Override
  public KnownPhoneStore phones() {
    return phones;
  }
}
