package io.bauta.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** An object of a bucket, read in parts as they are asked for, at most one of them in memory. */
final class S3Channel implements SeekableByteChannel {

  /** How much is asked for at a time: a little more than a sealed segment. */
  static final int PART_BYTES = 1024 * 1024 + 64 * 1024;

  private static final byte[] NOTHING = {};

  private final long size;
  private final Parts parts;
  private byte[] part = NOTHING;
  private long partAt;
  private long position;
  private boolean closed;

  /** Reads a part of the object. */
  @FunctionalInterface
  interface Parts {

    /** The bytes from {@code first} to {@code last}, both included. */
    byte[] read(long first, long last) throws IOException;
  }

  S3Channel(long size, Parts parts) {
    this.size = size;
    this.parts = parts;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    if (position < partAt || position >= partAt + part.length) {
      long last = Math.min(size, position + PART_BYTES) - 1;
      part = parts.read(position, last);
      partAt = position;
      if (part.length != last - position + 1) {
        throw new IOException("the store gave another part than was asked for");
      }
    }
    int from = Math.toIntExact(position - partAt);
    int count = Math.min(into.remaining(), part.length - from);
    into.put(part, from, count);
    position += count;
    return count;
  }

  @Override
  public long position() throws IOException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position before the beginning");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    requireOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    part = NOTHING;
  }
}
