package io.bauta.fetch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.RecordingPlace;
import io.bauta.media.MediaStore;
import io.bauta.outbound.Barrier;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.OutboundReply;
import io.bauta.outbound.OutboundRequest;
import io.bauta.outbound.Outcome;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.Recording.Failure;
import io.bauta.vault.MediaVault;
import io.bauta.vault.MediaVault.MediaKey;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Takes in one recording: sealed while it arrives, judged, stored, and read back. No byte of it
 * touches the disk in clear.
 */
final class Intake {

  /** The largest recording: nine hours of stereo in telephone quality. */
  static final long BYTES_MAX = 512L * 1024 * 1024;

  /** How long all of it may take to arrive. */
  static final Duration TIME_MAX = Duration.ofMinutes(10);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final OutboundHttp http;
  private final MediaVault vault;
  private final MediaStore media;
  private final Path staging;
  private final long bytesMax;
  private final Duration timeMax;

  /** What came of it. */
  sealed interface Taken {

    /** It is stored, and was read back. */
    record Whole(String name, String contentType, long bytes, String sha256, MediaKey key)
        implements Taken {}

    /** It is not here. */
    record Not(Failure failure) implements Taken {}
  }

  /** It has arrived, or not. */
  private sealed interface Arrived {
    record Audible(String contentType, long bytes, String sha256) implements Arrived {}

    record Not(Failure failure) implements Arrived {}
  }

  /**
   * An intake.
   *
   * @param staging a directory of its own, for what is arriving
   */
  Intake(
      OutboundHttp http,
      MediaVault vault,
      MediaStore media,
      Path staging,
      long bytesMax,
      Duration timeMax) {
    this.http = http;
    this.vault = vault;
    this.media = media;
    this.staging = staging;
    this.bytesMax = bytesMax;
    this.timeMax = timeMax;
  }

  /** Forgets what was arriving when the server stopped. */
  void clear() throws IOException {
    try (var left = Files.list(staging)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Fetches what is at {@code place} and stores it under {@code name}.
   *
   * @param progress hears how many bytes have come
   */
  Taken take(RecordingPlace.At place, String name, LongConsumer progress) {
    Optional<URI> url = RecordingHosts.address(place.url());
    if (url.isEmpty()) {
      return new Taken.Not(new Failure(FetchFailure.ADDRESS_REFUSED, Barrier.NOT_A_URL.words()));
    }
    MediaKey key = vault.newKey(name);
    Path file = staging.resolve(name);
    try {
      return switch (fetch(url.get(), place.headers(), key, file, progress)) {
        case Arrived.Not(Failure failure) -> new Taken.Not(failure);
        case Arrived.Audible audible -> store(audible, name, key, file);
      };
    } finally {
      remove(file);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      throw new UncheckedIOException("what was arriving cannot be removed", left);
    }
  }

  private Arrived fetch(
      URI url, Map<String, String> headers, MediaKey key, Path file, LongConsumer progress) {
    OutboundRequest request =
        new OutboundRequest("GET", url, headers, Optional.empty(), timeMax, bytesMax);
    return switch (http.send(request, reply -> read(reply, key, file, progress))) {
      case Outcome.Answered<Arrived>(Arrived arrived) -> arrived;
      case Outcome.Refused<Arrived>(Barrier why) -> new Arrived.Not(refused(why));
      case Outcome.Failed<Arrived>(Outcome.Failure why) -> new Arrived.Not(failed(why));
    };
  }

  private static Failure refused(Barrier why) {
    // A name without an address may have one when its name server is back.
    return new Failure(
        why == Barrier.NO_ADDRESS ? FetchFailure.UNREACHABLE : FetchFailure.ADDRESS_REFUSED,
        why.words());
  }

  private static Failure failed(Outcome.Failure why) {
    return new Failure(
        switch (why) {
          case TOO_LONG -> FetchFailure.TOO_LARGE;
          case TOO_SLOW -> FetchFailure.TOO_SLOW;
          case BROKEN_OFF -> FetchFailure.CUT_OFF;
          case UNREACHABLE, NOT_TRUSTED -> FetchFailure.UNREACHABLE;
        },
        why.words());
  }

  private Arrived read(OutboundReply reply, MediaKey key, Path file, LongConsumer progress)
      throws IOException {
    if (reply.status() / 100 == 3) {
      return new Arrived.Not(new Failure(FetchFailure.REDIRECTED));
    }
    if (reply.status() != OK) {
      return new Arrived.Not(
          new Failure(FetchFailure.REFUSED_THERE, "it was answered with status " + reply.status()));
    }
    if (reply.length().orElse(1) > bytesMax) {
      return new Arrived.Not(new Failure(FetchFailure.TOO_LARGE));
    }
    byte[] head = reply.body().readNBytes(Audio.HEAD_BYTES);
    if (head.length == 0) {
      return new Arrived.Not(new Failure(FetchFailure.EMPTY));
    }
    Optional<String> type = Audio.type(reply.contentType(), head);
    if (type.isEmpty()) {
      return new Arrived.Not(new Failure(FetchFailure.NOT_AUDIO));
    }
    if (!reply.isDelimited()) {
      // Half of it would be taken for the whole, and the carrier's copy deleted for it.
      return new Arrived.Not(
          new Failure(
              FetchFailure.CUT_OFF,
              "the answer does not say where it ends: expected a length, or chunks"));
    }
    MessageDigest digest = sha256();
    long bytes = seal(head, reply.body(), digest, key, file, progress);
    return reply.length().isPresent() && reply.length().getAsLong() != bytes
        ? new Arrived.Not(new Failure(FetchFailure.CUT_OFF))
        : new Arrived.Audible(type.get(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Faults of our disk are unchecked, so that nobody takes them for those of the connection. */
  private static long seal(
      byte[] head,
      InputStream body,
      MessageDigest digest,
      MediaKey key,
      Path file,
      LongConsumer progress)
      throws IOException {
    try (Sink sink = new Sink(file, key)) {
      long bytes = head.length;
      sink.write(head, head.length);
      digest.update(head);
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = body.read(buffer);
      while (count >= 0) {
        sink.write(buffer, count);
        digest.update(buffer, 0, count);
        bytes += count;
        progress.accept(bytes);
        count = body.read(buffer);
      }
      sink.finish();
      return bytes;
    }
  }

  /** A file that is written sealed. */
  private static final class Sink implements AutoCloseable {

    private final FileChannel channel;
    private final OutputStream sealed;

    Sink(Path file, MediaKey key) {
      try {
        channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
        sealed = key.sealing(new Open(Channels.newOutputStream(channel)));
      } catch (IOException full) {
        throw new UncheckedIOException("what arrives cannot be written", full);
      }
    }

    void write(byte[] bytes, int count) {
      try {
        sealed.write(bytes, 0, count);
      } catch (IOException full) {
        throw new UncheckedIOException("what arrives cannot be written", full);
      }
    }

    /** Seals the end, and has the disk keep it. */
    void finish() {
      try {
        sealed.close();
        channel.force(true);
      } catch (IOException full) {
        throw new UncheckedIOException("what arrives cannot be written", full);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException full) {
        throw new UncheckedIOException("what arrives cannot be written", full);
      }
    }

    /** Stays open when the sealing ends: it must still be forced to the disk. */
    private static final class Open extends FilterOutputStream {
      Open(OutputStream out) {
        super(out);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    }
  }

  private Taken store(Arrived.Audible audible, String name, MediaKey key, Path file) {
    try {
      media.put(name, file);
      if (!isWhatArrived(audible, name, key)) {
        media.delete(name);
        return new Taken.Not(
            new Failure(FetchFailure.NOT_STORED, "our storage gave something else back"));
      }
    } catch (IOException fault) {
      return new Taken.Not(new Failure(FetchFailure.NOT_STORED));
    }
    return new Taken.Whole(name, audible.contentType(), audible.bytes(), audible.sha256(), key);
  }

  /** Read back whole: the carrier's copy may be deleted for it. */
  private boolean isWhatArrived(Arrived.Audible audible, String name, MediaKey key)
      throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    try (SeekableByteChannel clear = key.opening(media.open(name))) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (clear.read(buffer) >= 0) {
        buffer.flip();
        bytes += buffer.remaining();
        digest.update(buffer);
        buffer.clear();
      }
    }
    return bytes == audible.bytes()
        && HexFormat.of().formatHex(digest.digest()).equals(audible.sha256());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
