package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;

import io.bauta.doctor.Disk.Directory;
import io.bauta.doctor.Disk.KeyFile;
import io.bauta.doctor.Disk.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTest {

  private static final String PATH = "/var/lib/bauta";
  private static final Optional<String> CLOSED = Optional.of("rwx------");

  private static Finding directory(Kind kind, Optional<String> owner, Optional<String> mode) {
    return Disk.directory(
        "data directory", new Directory(PATH, kind, owner, mode, 1L << 40), "--data DIR");
  }

  private static Finding room(long free) {
    return Disk.room(new Directory(PATH, Kind.WRITABLE, Optional.empty(), CLOSED, free));
  }

  @Test
  void aDirectoryIsWellAbsentNoneOrClosed() {
    assertOk(directory(Kind.WRITABLE, Optional.empty(), CLOSED), PATH + " can be written to");
    assertOk(directory(Kind.WRITABLE, Optional.empty(), Optional.empty()), "can be written to");
    assertWarning(directory(Kind.ABSENT, Optional.empty(), CLOSED), "not there", "--data DIR");
    assertFailed(
        directory(Kind.NOT_A_DIRECTORY, Optional.empty(), CLOSED), "no", "a directory with --data");
    assertFailed(
        directory(Kind.NOT_WRITABLE, Optional.of("bauta"), CLOSED),
        "cannot be written to (it is owned by bauta, not by you)",
        "sudo -u bauta ./bauta doctor");
    assertFailed(directory(Kind.NOT_WRITABLE, Optional.empty(), CLOSED), "cannot be", "df " + PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx-w----", "rwx----w-", "rwxrwxrwx"})
  void aDirectoryThatOthersMayWriteToIsFound(String mode) {
    assertWarning(
        directory(Kind.WRITABLE, Optional.empty(), Optional.of(mode)), mode, "chmod 700 " + PATH);
  }

  @Test
  void aDirectoryThatOthersMayReadIsLeft() {
    assertOk(directory(Kind.WRITABLE, Optional.empty(), Optional.of("rwxr-xr-x")), PATH);
  }

  @Test
  void littleRoomIsFound() {
    assertFailed(room((100L << 20) - 1), "99 MB are left for " + PATH, "make room");
    assertWarning(room(100L << 20), "100 MB", "make room");
    assertWarning(room((1L << 30) - 1), "MB are left", "./bauta retention");
    assertOk(room(1L << 30), "MB are left");
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---"})
  void aKeyThatIsOpenToOthersIsFound(String mode) {
    assertFailed(
        Disk.keyFiles(
            List.of(
                new KeyFile("/a/closed.key", Optional.of("rw-------")),
                new KeyFile("/a/open.key", Optional.of(mode)))),
        "open to other users: /a/open.key (" + mode + ")",
        "chmod 600 /a/open.key;");
  }

  @Test
  void keysThatAreClosedAreWellAndNoneIsSaidToBeNone() {
    assertOk(
        Disk.keyFiles(
            List.of(
                new KeyFile("/a/one.key", Optional.of("rw-------")),
                new KeyFile("/a/two.key", Optional.empty()))),
        "/a/one.key, /a/two.key: for their owner alone");
    assertSkipped(Disk.keyFiles(List.of()), "no key is in a file");
  }
}
