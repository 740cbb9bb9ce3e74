package io.bauta.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bauta.call.CallJournal;
import io.bauta.call.CallStart;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.store.CallRows.NewCall;
import io.bauta.vault.NumberVault;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beginnings of calls in a file that is mapped into memory.
 *
 * <p>To write there is to write to memory that belongs to the system: it is there when this process
 * is killed, and no call waits for a disk. It is not there after a loss of power. Each beginning
 * has a slot of its own until it is in the store, sealed as it is there; a slot that was half
 * written is told by its checksum. What an earlier process left is stored again at the start, and
 * what was stored already is a repetition, which the store leaves out.
 */
public final class MappedCallJournal implements CallJournal, AutoCloseable {

  /**
   * Beginnings that are remembered: as many as can wait for the store, those included that are
   * being stored, and those for which a connection each waits for room. Beyond it none would be.
   */
  public static final int SLOTS_MAX = 84 * 1_024;

  /** Of a slot. Of a beginning that is longer the steps of its decision are left out. */
  static final int SLOT_BYTES = 512;

  private static final byte[] MAGIC = "bauta calls 1\n\0\0".getBytes(US_ASCII);

  private static final int LENGTH_AT = 0;
  private static final int CHECKSUM_AT = 4;
  private static final int CONTENT_AT = 8;
  private static final int CONTENT_BYTES_MAX = SLOT_BYTES - CONTENT_AT;

  /** How many slots are read at once when it is opened; {@link #SLOTS_MAX} is a multiple. */
  private static final int PART_SLOTS = 1_024;

  /** The first slot's place is the header's. */
  private static final int FILE_BYTES = (SLOTS_MAX + 1) * SLOT_BYTES;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final Logger LOG = LoggerFactory.getLogger(MappedCallJournal.class);

  private final FileChannel channel;
  private final MappedByteBuffer slots;
  private final NumberVault vault;
  private final CallRows rows;

  /** Of each slot that is in use, the key that sealed what is in it, or one that was before it. */
  private final int[] sealedBy = new int[SLOTS_MAX];

  /** Of each slot whether it is in use. */
  private final BitSet used = new BitSet(SLOTS_MAX);

  /** Free slots; those that were freed last are taken first, so that few pages are ever touched. */
  private final int[] free = new int[SLOTS_MAX];

  private int freeCount;

  /** Held while a slot is made free in the file, and taken before the lock of everything else. */
  private final Object clearing = new Object();

  /** Changed with both locks held: another process may have the file from then on. */
  private boolean isClosed;

  private MappedCallJournal(FileChannel channel, MappedByteBuffer slots, NumberVault vault) {
    this.channel = channel;
    this.slots = slots;
    this.vault = vault;
    // A call waits for no turn.
    this.rows = new CallRows(vault.withoutTurns());
    for (int slot = SLOTS_MAX - 1; slot >= 0; slot--) {
      free[freeCount++] = slot;
    }
  }

  /**
   * Opens the journal of {@code file}, which is made if it is not there, and stores what an earlier
   * process left in it.
   *
   * @throws StoreUnavailableException when another process has it open, or the store is away
   * @throws UncheckedIOException when the file cannot be made or read
   */
  public static MappedCallJournal open(Path file, NumberVault vault, SqlCallStore store) {
    return open(file, vault, store, () -> {});
  }

  /**
   * The same.
   *
   * @param beforeStoring is done before anything is stored that an earlier process left, which is
   *     sealed as it was then
   */
  public static MappedCallJournal open(
      Path file, NumberVault vault, SqlCallStore store, Runnable beforeStoring) {
    try {
      FileChannel channel =
          OwnFile.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(channel, file);
        fill(channel);
        MappedCallJournal journal =
            new MappedCallJournal(
                channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES), vault);
        journal.recover(store, beforeStoring);
        return journal;
      } catch (IOException | RuntimeException notOpen) {
        channel.close();
        throw notOpen;
      }
    } catch (IOException notMade) {
      throw new UncheckedIOException("%s cannot be made or read".formatted(file), notMade);
    }
  }

  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      // Said below, as for another process.
    }
    throw new StoreUnavailableException(
        "Another server has %s open. Stop it, or give this one its own data directory."
            .formatted(file));
  }

  /**
   * Makes the file as long as it will ever be, with zeros and not with holes: to write into a hole
   * of a full disk would end the process.
   */
  private static void fill(FileChannel channel) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
    for (long size = channel.size(); size < FILE_BYTES; size = channel.size()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), FILE_BYTES - size));
      channel.write(zeros, size);
    }
  }

  @Override
  public int keep(CallStart start) {
    int slot = take();
    if (slot == NOT_KEPT) {
      return NOT_KEPT;
    }
    boolean isKept = false;
    try {
      NewCall call = rows.seal(start);
      isKept = write(slot, call, start, true) || write(slot, call, start, false);
    } catch (RuntimeException fault) {
      // Somebody waits to be connected, and the store gets the beginning all the same.
      LOG.error("{} does not outlive a kill until it is stored", start.id(), fault);
    }
    if (!isKept) {
      giveBack(slot);
    }
    return isKept ? slot : NOT_KEPT;
  }

  private boolean write(int slot, NewCall call, CallStart start, boolean withSteps) {
    int at = place(slot);
    ByteBuffer content = slots.slice(at + CONTENT_AT, CONTENT_BYTES_MAX);
    try {
      KeptCall.write(content, call, prolonging(start), withSteps);
    } catch (BufferOverflowException tooLong) {
      return false;
    }
    int length = content.position();
    slots.putInt(at + CHECKSUM_AT, checksum(content.flip()));
    // Last, and seen last: a slot without a length is free.
    INT.setRelease(slots, at + LENGTH_AT, length);
    return true;
  }

  private static Optional<Connect> prolonging(CallStart start) {
    return start.decision() instanceof Connect connect && connect.prolongs().isPresent()
        ? Optional.of(connect)
        : Optional.empty();
  }

  private static int checksum(ByteBuffer content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return (int) sum.getValue();
  }

  @Override
  public void forget(int ticket) {
    if (ticket != NOT_KEPT) {
      giveBack(ticket);
    }
  }

  private synchronized int take() {
    if (isClosed || freeCount == 0) {
      return NOT_KEPT;
    }
    int slot = free[--freeCount];
    // Before it is sealed: should the key change in between, this one is waited for in vain.
    sealedBy[slot] = vault.sealingId();
    used.set(slot);
    return slot;
  }

  private void giveBack(int slot) {
    // A page that the system is writing may hold this up. Whoever takes a slot waits for that not.
    synchronized (clearing) {
      if (isClosed) {
        return;
      }
      INT.setRelease(slots, place(slot) + LENGTH_AT, 0);
    }
    synchronized (this) {
      free[freeCount++] = slot;
      used.clear(slot);
    }
  }

  /** Whether the key that seals now sealed all that is here. */
  public synchronized boolean isSealedAnew() {
    int now = vault.sealingId();
    return used.stream().allMatch(slot -> sealedBy[slot] == now);
  }

  private static int place(int slot) {
    return (slot + 1) * SLOT_BYTES;
  }

  /**
   * Reads what an earlier process left through the channel: to read it where it is mapped would
   * keep all of its pages in memory for as long as this process lives, and most are never used.
   */
  private void recover(SqlCallStore store, Runnable beforeStoring) throws IOException {
    List<Integer> inUse = new ArrayList<>();
    List<KeptCall> left = new ArrayList<>();
    ByteBuffer part = ByteBuffer.allocateDirect(PART_SLOTS * SLOT_BYTES);
    readFully(part.clear().limit(SLOT_BYTES), 0);
    byte[] magic = new byte[MAGIC.length];
    part.get(0, magic);
    boolean isOurs = Arrays.equals(magic, MAGIC);
    for (int first = 0; first < SLOTS_MAX; first += PART_SLOTS) {
      readFully(part.clear(), place(first));
      for (int slot = 0; slot < PART_SLOTS; slot++) {
        if (part.getInt(slot * SLOT_BYTES + LENGTH_AT) != 0) {
          inUse.add(first + slot);
          KeptCall call = isOurs ? read(part.slice(slot * SLOT_BYTES, SLOT_BYTES)) : null;
          if (call != null) {
            left.add(call);
          }
        }
      }
    }
    store(left, store, beforeStoring);
    inUse.forEach(slot -> slots.putInt(place(slot) + LENGTH_AT, 0));
    slots.put(0, MAGIC);
  }

  private void readFully(ByteBuffer part, long from) throws IOException {
    while (part.hasRemaining()) {
      if (channel.read(part, from + part.position()) < 0) {
        throw new EOFException("the file is shorter than it was made");
      }
    }
  }

  private static void store(List<KeptCall> left, SqlCallStore store, Runnable beforeStoring) {
    if (left.isEmpty()) {
      return;
    }
    // As they came: of two beginnings of one call the first has its id.
    left.sort(KeptCall.IN_ORDER);
    beforeStoring.run();
    int stored = store.appendKept(left);
    LOG.warn(
        "{} calls had begun when the server was killed, and were not in the store yet: {} are now",
        left.size(),
        stored);
  }

  private static @Nullable KeptCall read(ByteBuffer slot) {
    int length = slot.getInt(LENGTH_AT);
    if (length <= 0 || length > CONTENT_BYTES_MAX) {
      return null;
    }
    ByteBuffer content = slot.slice(CONTENT_AT, length);
    return checksum(content) == slot.getInt(CHECKSUM_AT) ? KeptCall.read(content.flip()) : null;
  }

  /** What is in it then is stored by the next process. */
  @Override
  public void close() {
    synchronized (clearing) {
      synchronized (this) {
        isClosed = true;
      }
    }
    try {
      channel.close();
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }
}
