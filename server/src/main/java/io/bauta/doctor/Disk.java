package io.bauta.doctor;

import java.util.List;
import java.util.Optional;

/** Judges directories, the room in them, and the files that hold keys. */
public final class Disk {

  static final long FREE_FAILED = 100L << 20;
  static final long FREE_WARNED = 1L << 30;

  private static final int OWNER_ONLY_LENGTH = 3;

  private Disk() {}

  /** What a path is. */
  public enum Kind {
    ABSENT,
    NOT_A_DIRECTORY,
    NOT_WRITABLE,
    WRITABLE
  }

  /**
   * A directory.
   *
   * @param path as it was configured
   * @param owner who owns it, where that is not who looks
   * @param mode its permissions, {@code rwx------}; empty where there are none
   * @param free bytes that may still be written
   */
  public record Directory(
      String path, Kind kind, Optional<String> owner, Optional<String> mode, long free) {}

  /**
   * A file that holds a key.
   *
   * @param mode as of a directory
   */
  public record KeyFile(String path, Optional<String> mode) {}

  /**
   * Of a directory that is written to.
   *
   * @param named how it is named on the command line or in the configuration
   */
  public static Finding directory(String check, Directory seen, String named) {
    String path = seen.path();
    return switch (seen.kind()) {
      case ABSENT ->
          Finding.warning(
              check,
              "%s is not there; the next start makes it".formatted(path),
              "nothing, before the first start; else give the right one with %s".formatted(named));
      case NOT_A_DIRECTORY ->
          Finding.failed(
              check,
              "%s is not a directory".formatted(path),
              "give a directory with %s".formatted(named));
      case NOT_WRITABLE ->
          Finding.failed(
              check,
              "%s cannot be written to%s".formatted(path, ownedBy(seen)),
              seen.owner()
                  .map(
                      owner ->
                          "if the server runs as %s, run this as %s too: sudo -u %s ./bauta doctor;"
                                  .formatted(owner, owner, owner)
                              + " else chown -R its user "
                              + path)
                  .orElse(
                      "see whether it is on a file system that is full or mounted read-only: df %s"
                          .formatted(path)));
      case WRITABLE ->
          isWritableByOthers(seen.mode())
              ? Finding.warning(
                  check,
                  "%s may be written to by other users (%s)".formatted(path, seen.mode().get()),
                  "chmod 700 %s".formatted(path))
              : Finding.ok(check, "%s can be written to%s".formatted(path, ownedBy(seen)));
    };
  }

  private static String ownedBy(Directory seen) {
    return seen.owner()
        .map(owner -> " (it is owned by %s, not by you)".formatted(owner))
        .orElse("");
  }

  /** Of the room that is left. */
  public static Finding room(Directory seen) {
    String left = "%,d MB are left for %s".formatted(seen.free() >> 20, seen.path());
    String mend =
        "make room there, or move the directory; shorter retention takes less:"
            + " ./bauta retention shows what is kept";
    return seen.free() < FREE_FAILED
        ? Finding.failed("disk space", left, mend)
        : seen.free() < FREE_WARNED
            ? Finding.warning("disk space", left, mend)
            : Finding.ok("disk space", left);
  }

  /** Of the files that hold keys, those that are there. */
  public static Finding keyFiles(List<KeyFile> files) {
    List<KeyFile> open = files.stream().filter(file -> isOpen(file.mode())).toList();
    if (!open.isEmpty()) {
      List<String> paths = open.stream().map(KeyFile::path).toList();
      return Finding.failed(
          "key files",
          "open to other users: %s"
              .formatted(
                  String.join(
                      ", ",
                      open.stream()
                          .map(file -> "%s (%s)".formatted(file.path(), file.mode().orElse("")))
                          .toList())),
          "chmod 600 %s; whoever could read them may have the keys: rotate them"
              .formatted(String.join(" ", paths)));
    }
    return files.isEmpty()
        ? Finding.skipped("key files", "no key is in a file, or none is made yet")
        : Finding.ok(
            "key files",
            "%s: for their owner alone"
                .formatted(String.join(", ", files.stream().map(KeyFile::path).toList())));
  }

  private static boolean isOpen(Optional<String> mode) {
    return mode.filter(text -> !text.substring(OWNER_ONLY_LENGTH).equals("------")).isPresent();
  }

  private static boolean isWritableByOthers(Optional<String> mode) {
    return mode.filter(text -> text.substring(OWNER_ONLY_LENGTH).contains("w")).isPresent();
  }
}
