package io.bauta.app;

import io.bauta.doctor.Disk;
import io.bauta.doctor.Disk.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Looks at directories and files of keys. */
final class DiskLook {

  private DiskLook() {}

  /** What {@code path} is to whoever runs this; nothing is made there. */
  static Disk.Directory directory(Path path) {
    try {
      Kind kind = kind(path);
      Optional<Path> there = nearest(path);
      return new Disk.Directory(
          path.toString(),
          kind,
          owner(path),
          mode(path),
          there.isEmpty() ? 0 : Files.getFileStore(there.get()).getUsableSpace());
    } catch (IOException closed) {
      return new Disk.Directory(
          path.toString(), Kind.NOT_WRITABLE, Optional.empty(), Optional.empty(), 0);
    }
  }

  private static Kind kind(Path path) {
    if (Files.notExists(path)) {
      return Kind.ABSENT;
    }
    if (!Files.isDirectory(path)) {
      return Kind.NOT_A_DIRECTORY;
    }
    // Asks the system, which knows of read-only file systems what permissions do not tell.
    return Files.isWritable(path) ? Kind.WRITABLE : Kind.NOT_WRITABLE;
  }

  /** The path, or what there is of it. */
  private static Optional<Path> nearest(Path path) {
    Path there = path.toAbsolutePath();
    while (there != null && Files.notExists(there)) {
      there = there.getParent();
    }
    return Optional.ofNullable(there);
  }

  private static Optional<String> owner(Path path) throws IOException {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    String owner = Files.getOwner(path).getName();
    return owner.equals(System.getProperty("user.name")) ? Optional.empty() : Optional.of(owner);
  }

  /** Its permissions, where there are any. */
  static Optional<String> mode(Path path) {
    try {
      return Files.exists(path)
              && path.getFileSystem().supportedFileAttributeViews().contains("posix")
          ? Optional.of(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          : Optional.empty();
    } catch (IOException closed) {
      return Optional.empty();
    }
  }
}
