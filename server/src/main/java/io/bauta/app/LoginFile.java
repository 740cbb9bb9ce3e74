package io.bauta.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a command line keeps its logins, one for each server: a file that is its owner's alone. A
 * login is shown to the server that gave it and to no other.
 */
final class LoginFile {

  private static final Set<PosixFilePermission> OWN =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path directory;
  private final Path file;

  /** Of {@code directory}, which is made when there is something to keep. */
  LoginFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("logins.json");
  }

  /** Where configurations of people's programs are. */
  static LoginFile usual(Map<String, String> environment) {
    String given = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        given.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(given);
    return new LoginFile(base.resolve("bauta"));
  }

  Path path() {
    return file;
  }

  /** What opens the server at {@code url}; empty when there is nothing, or it is over. */
  Optional<String> token(URI url, Instant now) {
    JsonNode login = read().path(place(url));
    try {
      return Optional.of(login.path("token").asString(""))
          .filter(token -> !token.isEmpty())
          .filter(_ -> Instant.parse(login.path("until").asString("")).isAfter(now));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  void keep(URI url, String token, String until) {
    ObjectNode all = read();
    all.putObject(place(url)).put("token", token).put("until", until);
    write(all);
  }

  void forget(URI url) {
    ObjectNode all = read();
    if (all.remove(place(url)) != null) {
      write(all);
    }
  }

  private static String place(URI url) {
    String text = BrowserLogins.origin(url).toLowerCase(Locale.ROOT) + url.getRawPath();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private ObjectNode read() {
    try {
      requireOwn();
      return JSON.readTree(Files.readString(file)) instanceof ObjectNode read
          ? read
          : JSON.createObjectNode();
    } catch (NoSuchFileException none) {
      return JSON.createObjectNode();
    } catch (IOException | JacksonException unreadable) {
      throw new CommandException("%s cannot be read: delete it, and log in again".formatted(file));
    }
  }

  private void requireOwn() throws IOException {
    if (isPosix() && !OWN.containsAll(Files.getPosixFilePermissions(file))) {
      throw new CommandException(
          "%s: others can read the logins in it; delete it, and log in again".formatted(file));
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /** Whole or not at all. */
  private void write(ObjectNode all) {
    try {
      OwnDirectory.make(directory);
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(written);
      if (isPosix()) {
        Files.createFile(written, PosixFilePermissions.asFileAttribute(OWN));
      }
      Files.writeString(written, all.toPrettyString() + "\n");
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException notWritten) {
      throw new CommandException("%s cannot be written".formatted(file));
    }
  }
}
