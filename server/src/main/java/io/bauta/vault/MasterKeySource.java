package io.bauta.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the operator keeps the master key. */
public sealed interface MasterKeySource {

  /** In words, for people: never the key. */
  String words();

  /**
   * The key that is there now.
   *
   * @throws VaultException when there is none, or it is not kept as it must be
   */
  MasterKey read();

  /**
   * In a file that only its owner may read.
   *
   * @param made whether the server makes one where there is none
   */
  record InFile(Path file, boolean made) implements MasterKeySource {

    @Override
    public String words() {
      return file.toString();
    }

    @Override
    public MasterKey read() {
      return readFile(file);
    }

    public boolean exists() {
      return Files.exists(file);
    }

    /** Makes a new key there, where there is none. */
    public void make() {
      create(file);
    }

    /** Where the next key is, from when it is there until the data keys are wrapped with it. */
    public Path next() {
      return file.resolveSibling(file.getFileName() + ".next");
    }

    public boolean hasNext() {
      return Files.exists(next());
    }

    public MasterKey readNext() {
      return readFile(next());
    }

    public void makeNext() {
      create(next());
    }

    /**
     * Makes certain that the next key can take the place of this one, while nothing depends on it.
     *
     * @throws VaultException when the file cannot be replaced
     */
    public void proveReplaceable() {
      try {
        if (exists()) {
          KeyFile.renew(file);
        }
      } catch (IOException e) {
        throw new VaultException(
            "The master key file %s cannot be replaced (%s), which is so where the file alone is mounted into a container. Nothing was changed. Mount its directory, let the server's user write to it, and ask again."
                .formatted(file, e.getClass().getSimpleName()),
            e);
      }
    }

    /** What is in the file of the next key is durable when this returns. */
    public void forceNext() {
      try {
        KeyFile.force(next());
      } catch (IOException e) {
        throw new VaultException(
            "The new master key in %s cannot be made durable (%s). Nothing was changed."
                .formatted(next(), e.getClass().getSimpleName()),
            e);
      }
    }

    /** The next key becomes the key; when this returns, the disk knows. */
    public void putNextInPlace() {
      try {
        KeyFile.replace(file, next());
      } catch (IOException e) {
        throw new VaultException(
            "The data keys are wrapped with the new master key, which is in %s and cannot be put in the place of %s (%s). Keep a copy of it, and move it there; until then a start finds it where it is."
                .formatted(next(), file, e.getClass().getSimpleName()),
            e);
      }
    }

    private static MasterKey readFile(Path file) {
      try {
        if (Files.size(file) > MasterKey.TEXT_LENGTH_MAX) {
          throw new VaultException(
              "The master key in %s: expected at most %d characters, and there are %d bytes."
                  .formatted(file, MasterKey.TEXT_LENGTH_MAX, Files.size(file)));
        }
        return MasterKey.parse(KeyFile.read(file), file.toString());
      } catch (IOException e) {
        throw new VaultException(
            "The master key in %s cannot be read (%s). Put the file there, readable by the server's user alone."
                .formatted(file, e.getClass().getSimpleName()),
            e);
      }
    }

    private static void create(Path file) {
      try {
        KeyFile.create(file, MasterKey.newText());
      } catch (IOException e) {
        throw new VaultException(
            "A master key cannot be written to %s (%s)."
                .formatted(file, e.getClass().getSimpleName()),
            e);
      }
    }
  }

  /**
   * Said in the configuration, by an environment variable.
   *
   * @param name of the setting, for people
   */
  record Said(String text, String name) implements MasterKeySource {

    @Override
    public String words() {
      return name;
    }

    @Override
    public MasterKey read() {
      return MasterKey.parse(text, name);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Said[" + name + "]";
    }
  }

  /** What a command prints, such as one that asks a store of secrets. */
  record ByCommand(List<String> argv) implements MasterKeySource {

    public ByCommand {
      argv = List.copyOf(argv);
    }

    @Override
    public String words() {
      return "what %s prints".formatted(argv.getFirst());
    }

    @Override
    public MasterKey read() {
      return MasterKey.parse(MasterKeyCommand.output(argv), words());
    }

    /** Without the arguments: there may be a secret among them. */
    @Override
    public String toString() {
      return "ByCommand[" + argv.getFirst() + "]";
    }
  }
}
