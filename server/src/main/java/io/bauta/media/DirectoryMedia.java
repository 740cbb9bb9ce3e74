package io.bauta.media;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Media in a directory that only its owner may enter, spread over 256 directories by the last two
 * characters of its name.
 *
 * <p>A file appears whole or not at all: it is forced to the disk, renamed, and its directory
 * forced too.
 */
public final class DirectoryMedia implements MediaStore {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path directory;

  /** Media in {@code directory}, which is made if it is not there. */
  public DirectoryMedia(Path directory) throws IOException {
    this.directory = directory.toAbsolutePath().normalize();
    make(this.directory);
  }

  private static void make(Path directory) throws IOException {
    Files.createDirectories(directory, closed("rwx------"));
  }

  private static FileAttribute<?>[] closed(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private Path file(String name) {
    String checked = MediaStore.checked(name);
    return directory.resolve(checked.substring(checked.length() - 2)).resolve(checked);
  }

  @Override
  public void put(String name, Path file) throws IOException {
    Path kept = file(name);
    Path home = kept.resolveSibling(".").normalize();
    boolean isNew = !Files.isDirectory(home);
    make(home);
    if (isNew) {
      force(directory);
    }
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Path near = kept.resolveSibling(kept.getFileName() + ".new");
    // From another file system it cannot be renamed into its place at once.
    Files.move(file, near, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(near, WRITE)) {
      channel.force(true);
    }
    Files.move(near, kept, StandardCopyOption.ATOMIC_MOVE);
    force(home);
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return FileChannel.open(file(name), READ);
  }

  @Override
  public void delete(String name) throws IOException {
    Path kept = file(name);
    Files.deleteIfExists(kept.resolveSibling(kept.getFileName() + ".new"));
    if (Files.deleteIfExists(kept)) {
      force(kept.resolveSibling(".").normalize());
    }
  }

  /** A name is durable only when its directory is; some systems cannot do that and need not. */
  private static void force(Path directory) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public String place() {
    return "the directory " + directory;
  }

  /** Nothing is held open. */
  @Override
  public void close() {}
}
