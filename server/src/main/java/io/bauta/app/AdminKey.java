package io.bauta.app;

import io.bauta.carrier.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** The key that opens everything. Made once in the data directory when none is configured. */
public final class AdminKey {

  public static final int LENGTH_MIN = 20;

  private static final String FILE = "admin.key";
  private static final int RANDOM_BYTES = 24;

  private static final String PREFIX = "bauta_";
  private static final Pattern MADE_HERE =
      Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}");

  private AdminKey() {}

  /** Whether it looks like one that {@link #readOrMake} makes, of random bits that nobody finds. */
  static boolean isMadeHere(Secret key) {
    return MADE_HERE.matcher(key.reveal()).matches();
  }

  /** Where the key is kept in a data directory. */
  public static Path file(Path dataDirectory) {
    return dataDirectory.resolve(FILE);
  }

  /**
   * The key in the data directory, made now if there is none.
   *
   * @throws ConfigException when the file holds none, or a short one
   */
  static Secret readOrMake(Path dataDirectory) {
    Path file = file(dataDirectory);
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      String key = Files.readString(file).strip();
      if (key.length() < LENGTH_MIN) {
        throw new ConfigException(
            ("%s: expected a key of at least %d characters; delete the file, and the"
                    + " next start makes a new key")
                .formatted(file, LENGTH_MIN));
      }
      return new Secret(key);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("%s cannot be read or made".formatted(file), unreadable);
    }
  }

  /** Whole or not at all: a start that finds half a key could not go on. */
  private static void make(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path written = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(written);
    try (FileChannel channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            onlyForItsOwner(file))) {
      channel.write(ByteBuffer.wrap(utf8(PREFIX + HexFormat.of().formatHex(random) + "\n")));
      channel.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] onlyForItsOwner(Path file) throws IOException {
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
