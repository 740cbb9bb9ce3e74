package io.bauta.vault;

import com.google.crypto.tink.Aead;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The data keys as they are now, which change while others use them.
 *
 * <p>Whoever seals something, or makes a token, and then writes it or looks for it, does both in
 * one {@link #turn}. A change waits until no turn is under way, and none begins meanwhile: so after
 * it nothing is written any more that was made with the keys before. To open needs no turn: keys
 * that were taken out open for as long as the process lives, for those who read before. Safe for
 * many threads.
 */
public final class KeyRing {

  /** The first byte of what Tink seals; the id of the key follows. */
  private static final byte TINK = 1;

  /**
   * How long a change waits for the turns that are under way. Turns that others want to begin wait
   * behind it, calls among them; then they go first, and it is put off.
   */
  public static final Duration CHANGE_WAIT_MAX = Duration.ofMillis(200);

  private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock();
  private volatile Used used;

  /** Keys, and how far the rotation of those of the tokens is. */
  public record Content(VaultKeys keys, TokenStage stage) {}

  /** Keys, ready for use. */
  private record Used(Content content, Aead sealing, List<Aead> former, Tokens tokens) {

    static Used of(Content content, List<Aead> former) {
      try {
        return new Used(
            content,
            content.keys().aead(),
            former,
            new Tokens(content.keys().prfs(), content.stage()));
      } catch (GeneralSecurityException e) {
        throw new VaultException("The keys of the vault are of a kind that it cannot use.", e);
      }
    }
  }

  public KeyRing(VaultKeys keys, TokenStage stage) {
    this.used = Used.of(new Content(keys, stage), List.of());
  }

  /** Nothing is rotated. */
  public KeyRing(VaultKeys keys) {
    this(keys, TokenStage.REST);
  }

  /** Until it is closed, by the thread that took it, the keys stay as they are. */
  public final class Turn implements AutoCloseable {

    private boolean over;

    private Turn() {
      turns.readLock().lock();
    }

    public boolean isOver() {
      return over;
    }

    public Tokens tokens() {
      return used.tokens();
    }

    /** May be done twice. */
    @Override
    public void close() {
      if (!over) {
        over = true;
        turns.readLock().unlock();
      }
    }
  }

  /** Begins a turn. Inside a turn of the same thread another may begin. */
  public Turn turn() {
    return new Turn();
  }

  /**
   * Changes the keys when no turn is under way.
   *
   * @param durable makes the change durable, and answers what there is then; when it throws, all
   *     stays as it is
   * @return false, and nothing was done, when turns were under way for {@link #CHANGE_WAIT_MAX}
   */
  public boolean change(Supplier<Content> durable) {
    if (turns.getReadHoldCount() > 0) {
      throw new IllegalStateException("a change would wait for the turn of its own thread");
    }
    if (!isMyTurnToChange()) {
      return false;
    }
    try {
      Content content = durable.get();
      List<Aead> former = new ArrayList<>(used.former());
      if (!content.keys().ids(Keyset.SEALING).containsAll(keys().ids(Keyset.SEALING))) {
        former.add(used.sealing());
      }
      used = Used.of(content, List.copyOf(former));
      return true;
    } finally {
      turns.writeLock().unlock();
    }
  }

  private boolean isMyTurnToChange() {
    try {
      return turns.writeLock().tryLock(CHANGE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until every turn that is under way has ended; false when that takes too long. */
  public boolean awaitTurns() {
    return change(() -> used.content());
  }

  public VaultKeys keys() {
    return used.content().keys();
  }

  public TokenStage stage() {
    return used.content().stage();
  }

  /** Whether the key with which everything is sealed now sealed this. */
  public boolean isCurrent(byte[] sealed) {
    return sealed.length > Byte.BYTES + Integer.BYTES
        && sealed[0] == TINK
        && ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt() == keys().sealingId();
  }

  /** The same, sealed with the key with which everything is sealed now. */
  public byte[] reseal(byte[] sealed, SealedAs what, String name) {
    return seal(open(sealed, what.boundTo(name)), what.boundTo(name));
  }

  byte[] seal(byte[] clear, byte[] boundTo) {
    // Of whichever thread: some of what a turn is for is done by the one that writes.
    if (turns.getReadLockCount() == 0) {
      throw new IllegalStateException("sealed without a turn: the key may be taken out before");
    }
    return sealWithoutTurn(clear, boundTo);
  }

  byte[] sealWithoutTurn(byte[] clear, byte[] boundTo) {
    try {
      return used.sealing().encrypt(clear, boundTo);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot seal.", e);
    }
  }

  byte[] open(byte[] sealed, byte[] boundTo) {
    Used now = used;
    try {
      return now.sealing().decrypt(sealed, boundTo);
    } catch (GeneralSecurityException e) {
      for (Aead former : now.former()) {
        try {
          return former.decrypt(sealed, boundTo);
        } catch (GeneralSecurityException notThis) {
          e.addSuppressed(notThis);
        }
      }
      throw new VaultException(
          "A sealed value does not open: other keys sealed it, or it was damaged.", e);
    }
  }
}
