package io.bauta.app;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A connection, and until when its client must have done what it is waiting for. Its own thread
 * says what it does; {@link Connections} looks whether that takes too long, and then closes the
 * socket: whoever waits for it wakes up.
 */
final class OpenConnection {

  private static final long NEVER = Long.MAX_VALUE;

  /** The connection that this thread serves. */
  static final ScopedValue<OpenConnection> CURRENT = ScopedValue.newInstance();

  private final SocketChannel channel;
  private final String address;
  private final String network;
  private final ConnectionLimits limits;
  private final LongSupplier nanoTime;
  private final AtomicBoolean over = new AtomicBoolean();

  /** When the request must have arrived. */
  private volatile long requestBy;

  /** When what is being written must have been taken. */
  private volatile long writtenBy = NEVER;

  /** Since when no request has begun; {@link #NEVER} while there is one. */
  private volatile long idleSince = NEVER;

  /** How long the client has kept us waiting with answers, less what it has made up for. */
  private long writeDebt;

  private long lastWrite;

  /**
   * A connection that was just taken.
   *
   * @param address of its client
   * @param network the same, as those who count tell them apart
   * @param nanoTime never negative, and never goes back
   */
  OpenConnection(
      SocketChannel channel,
      String address,
      String network,
      ConnectionLimits limits,
      LongSupplier nanoTime) {
    this.channel = channel;
    this.address = address;
    this.network = network;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.requestBy = nanoTime.getAsLong() + limits.request().toNanos();
    this.lastWrite = nanoTime.getAsLong();
  }

  String address() {
    return address;
  }

  String network() {
    return network;
  }

  /** Bytes came: if none were awaited, a request begins with them. */
  void arrived() {
    if (idleSince != NEVER) {
      requestBy = nanoTime.getAsLong() + limits.request().toNanos();
      idleSince = NEVER;
    }
  }

  /** All of the request is here: from now on the client waits for us. */
  void requestIsHere() {
    requestBy = NEVER;
  }

  /** The answer left, and nothing of the request is still to come. */
  void answered() {
    idleSince = nanoTime.getAsLong();
    requestBy = NEVER;
  }

  /** So many bytes are about to be written. */
  void writes(int bytes) {
    long now = nanoTime.getAsLong();
    // Time in which nobody was kept waiting makes up for time in which somebody was.
    writeDebt = Math.max(0, writeDebt - (now - lastWrite));
    lastWrite = now;
    writtenBy = now + limits.write().toNanos() + fairTime(bytes) - writeDebt;
  }

  /** They were written. */
  void written(int bytes) {
    writtenBy = NEVER;
    long now = nanoTime.getAsLong();
    writeDebt = Math.max(0, writeDebt + (now - lastWrite) - fairTime(bytes));
    lastWrite = now;
  }

  private static long fairTime(int bytes) {
    return Duration.ofSeconds(1).toNanos() / ConnectionLimits.WRITE_BYTES_PER_SECOND_MIN * bytes;
  }

  /** Whether its client takes too long. */
  boolean isOverdueAt(long now) {
    return now > requestBy || now > writtenBy;
  }

  /** Whether it has waited for a request for longer than that. */
  boolean isIdleAt(long now, Duration longerThan) {
    long since = idleSince;
    return since != NEVER && now - since > longerThan.toNanos();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Says once that it is over. */
  boolean end() {
    return over.compareAndSet(false, true);
  }

  void cut() {
    try {
      channel.close();
    } catch (IOException brokenAlready) {
      // Closed it is.
    }
  }

  /** Says of whom it is to nobody. */
  @Override
  public String toString() {
    return "OpenConnection[…]";
  }
}
