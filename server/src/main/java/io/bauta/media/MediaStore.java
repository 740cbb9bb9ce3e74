package io.bauta.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Keeps sealed media by name. What it answered is durable. Safe for many threads.
 *
 * <p>Names are opaque: letters, digits and {@code _}, at least {@link #NAME_LENGTH_MIN} of them.
 */
public interface MediaStore extends AutoCloseable {

  int NAME_LENGTH_MIN = 8;

  /**
   * Stores the whole of {@code file} under {@code name}, in the place of what was there before, and
   * takes the file away. When it throws, what was there before is there still, or nothing.
   */
  void put(String name, Path file) throws IOException;

  /**
   * What is stored under {@code name}, to be read from any position.
   *
   * @throws NoSuchFileException when there is nothing
   */
  SeekableByteChannel open(String name) throws IOException;

  /** Nothing is stored under {@code name} afterwards, whether or not there was something. */
  void delete(String name) throws IOException;

  /** Where it is, for the log; no credentials. */
  String place();

  @Override
  void close();

  /** {@code name}, if it is one. */
  static String checked(String name) {
    if (name.length() < NAME_LENGTH_MIN || !Names.PATTERN.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of stored media");
    }
    return name;
  }

  /** What a name is made of: nothing that leads out of a directory, or out of a bucket. */
  final class Names {
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_]{1,100}");

    private Names() {}
  }
}
