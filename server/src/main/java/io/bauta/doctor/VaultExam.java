package io.bauta.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the master key, and whether a rotation is half done. */
public final class VaultExam {

  private static final String MASTER = "master key";
  private static final String ROTATION = "key rotation";

  private VaultExam() {}

  /** What there was to see. */
  public sealed interface Seen {}

  /** Nobody looked. */
  public record NotSeen(String why) implements Seen {}

  /** There are no data keys yet. */
  public record NotYet() implements Seen {}

  /** The database has data keys, and there is no file that opens them. */
  public record Missing(String place) implements Seen {}

  /**
   * It cannot be read, or is not kept as it must be.
   *
   * @param why says how to mend it; not the key
   */
  public record Unreadable(String why) implements Seen {}

  /** It is another one. */
  public record Another(String place) implements Seen {}

  /** It opens data keys, and those are not the ones of the numbers. */
  public record OthersNumbers(String place) implements Seen {}

  /**
   * It opens the numbers.
   *
   * @param rotation what is rotated, and how far that is; empty for nothing
   * @param next where a next master key lies; empty where none does
   * @param byNext whether only that one opens
   * @param former whether it is the one of before that opens
   */
  public record Opens(
      String place,
      Optional<String> rotation,
      Optional<String> next,
      boolean byNext,
      boolean former)
      implements Seen {}

  /**
   * What is to be said of it.
   *
   * @param running whether the server runs, and so goes on with what was begun
   * @param formerConfigured whether the configuration names a master key of before
   * @param clearFile where keys in clear still lie; empty where none do
   */
  public static List<Finding> judge(
      Seen seen, boolean running, boolean formerConfigured, Optional<String> clearFile) {
    List<Finding> findings = new ArrayList<>();
    findings.add(master(seen, formerConfigured));
    if (seen instanceof Opens opens) {
      findings.add(rotation(opens, running));
    }
    clearFile.ifPresent(
        file ->
            findings.add(
                Finding.warning(
                    "keys in clear",
                    "%s holds data keys that no master key wraps".formatted(file),
                    "start the server once: it takes them over and removes the file. If it says that"
                        + " they are others', move the file away")));
    return findings;
  }

  private static Finding master(Seen seen, boolean formerConfigured) {
    return switch (seen) {
      case NotSeen(String why) -> Finding.skipped(MASTER, why);
      case NotYet() ->
          Finding.skipped(MASTER, "there are no data keys yet: the first start makes them");
      case Missing(String place) ->
          Finding.failed(
              MASTER,
              "%s is missing, and the database holds numbers that only it opens".formatted(place),
              "put the file back from your backup, mode 0600; without it every real number is lost");
      case Unreadable(String why) ->
          Finding.failed(
              MASTER,
              why,
              "do as it says, as the server's user, or put back the key from your backup: the server"
                  + " does not start before");
      case Another(String place) ->
          Finding.failed(
              MASTER,
              "the one in %s is not the one of this database".formatted(place),
              "put back the master key that belongs to it; or name the right database, by --data or"
                  + " data.url. If the key was changed while the server was down, say the one before"
                  + " in vault.former-master-key for one start");
      case OthersNumbers(String place) ->
          Finding.failed(
              MASTER,
              "the one in %s opens data keys that did not seal the numbers in this database"
                  .formatted(place),
              "the database was put together from two backups: restore it whole from one");
      case Opens opens ->
          opens.former()
              ? Finding.warning(
                  MASTER,
                  "still the one in vault.former-master-key opens the data keys",
                  "start the server: it wraps them with the one in %s; then take"
                          .formatted(opens.place())
                      + " vault.former-master-key out of the configuration")
              : formerConfigured
                  ? Finding.warning(
                      MASTER,
                      "%s opens the vault, and vault.former-master-key is still configured"
                          .formatted(opens.place()),
                      "take vault.former-master-key out of the configuration: it has done its work,"
                          + " and opens old backups")
                  : Finding.ok(
                      MASTER, "%s opens the vault, and the numbers in it".formatted(opens.place()));
    };
  }

  private static Finding rotation(Opens opens, boolean running) {
    if (opens.byNext()) {
      return Finding.warning(
          ROTATION,
          "the change of the master key was cut off: the data keys are wrapped with %s already"
              .formatted(opens.next().orElse("the next one")),
          "start the server: it puts that file in the place of %s. Remove neither before"
              .formatted(opens.place()));
    }
    if (opens.next().isPresent()) {
      return Finding.warning(
          ROTATION,
          "a next master key lies in %s, and the data keys are not wrapped with it"
              .formatted(opens.next().get()),
          "go on with ./bauta vault rotate-master, or remove that file");
    }
    if (opens.rotation().isPresent()) {
      return running
          ? Finding.ok(ROTATION, "under way: " + opens.rotation().get())
          : Finding.warning(
              ROTATION,
              "half done: " + opens.rotation().get(),
              "start the server: it goes on by itself; ./bauta vault status shows how far it is");
    }
    return Finding.ok(ROTATION, "none is under way");
  }
}
