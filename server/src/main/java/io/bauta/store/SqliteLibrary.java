package io.bauta.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library. The driver unpacks it from its jar at each start, to a new file among
 * the temporary ones. Where the build has unpacked it beside the jar, it is loaded from there: by
 * those who may change it the jar can be changed too. The directory has the name of the jar, and so
 * the version of the driver: a library of another one is never loaded.
 */
public final class SqliteLibrary {

  /** The property by which the driver is told the directory. */
  public static final String PLACE = "org.sqlite.lib.path";

  private static final String JAR = ".jar";

  private SqliteLibrary() {}

  /** The directory where it is unpacked for this system; without one the driver unpacks its own. */
  public static Optional<Path> unpacked() {
    return driver()
        .flatMap(
            jar ->
                beside(
                    jar,
                    LibraryLoaderUtil.getNativeLibResourcePath(),
                    LibraryLoaderUtil.getNativeLibName()));
  }

  private static Optional<Path> driver() {
    CodeSource source = SQLiteDataSource.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? Optional.empty()
        : Optional.of(Path.of(URI.create(source.getLocation().toString())));
  }

  /**
   * The directory beside {@code jar} that holds the library.
   *
   * @param folder where it is in the jar, from the root
   */
  static Optional<Path> beside(Path jar, String folder, String name) {
    String file = String.valueOf(jar.getFileName());
    if (!file.endsWith(JAR)) {
      return Optional.empty();
    }
    Path unpacked = jar.resolveSibling(file.substring(0, file.length() - JAR.length()));
    Path directory = Path.of(unpacked + folder);
    return Files.isRegularFile(directory.resolve(name)) ? Optional.of(directory) : Optional.empty();
  }
}
