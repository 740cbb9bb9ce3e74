package io.bauta.vault;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file that only its owner may read, written whole or not at all. */
final class KeyFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /** The text of {@code file}, once it is certain that nobody else may read or change it. */
  static String read(Path file) throws IOException {
    if (isPosix(file)) {
      Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      open.removeAll(OWNER_ONLY);
      open.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!open.isEmpty()) {
        throw new VaultException(
            "The key file %s is open to other users (%s). Close it with: chmod 600 %s"
                .formatted(
                    file,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                    file));
      }
    }
    return Files.readString(file);
  }

  /** Writes a new file: after a crash it is there whole, or not there. */
  static void create(Path file, String text) throws IOException {
    Path directory = directoryOf(file);
    Files.createDirectories(directory);
    Path written = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(written);
    try (FileChannel channel =
        FileChannel.open(written, Set.of(CREATE_NEW, WRITE), ownerOnly(directory))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    try {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    forceDirectory(directory);
  }

  /** Puts a file of the same content in its place: where that fails, {@link #replace} would too. */
  static void renew(Path file) throws IOException {
    create(file, Files.readString(file));
  }

  /** What is in {@code file} survives a power cut when this returns, whoever wrote it. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      channel.force(true);
    }
    forceDirectory(directoryOf(file));
  }

  /** Puts {@code written}, a file beside it, in the place of {@code file}, durably. */
  static void replace(Path file, Path written) throws IOException {
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(directoryOf(file));
  }

  /** When this returns, the disk knows. */
  static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    forceDirectory(directoryOf(file));
  }

  private static Path directoryOf(Path file) {
    return file.toAbsolutePath().resolveSibling(".").normalize();
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return isPosix(directory)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** A new name is durable only when its directory is; some systems cannot do that and need not. */
  private static void forceDirectory(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }
}
