package io.bauta.doctor;

import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import io.bauta.number.ProxyNumber;
import io.bauta.proof.Weakness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges a carrier account: its proofs, its registration at the carrier, its numbers. */
public final class AccountExam {

  /** Of a long list, so many are named. */
  static final int NAMED = 5;

  private static final String NUMBERS_UNKNOWN = "which numbers pools have could not be read";
  private static final String MEND_NUMBERS_UNKNOWN =
      "mend what is said of database, schema and privileges, and run this again";

  private AccountExam() {}

  /** Whether the account demands all that its carrier gives; a finding for each weakness. */
  public static List<Finding> proof(String account, String best, List<Weakness> weaknesses) {
    String check = "proof of " + account;
    return weaknesses.isEmpty()
        ? List.of(Finding.ok(check, "all that the carrier gives is demanded (%s)".formatted(best)))
        : weaknesses.stream()
            .map(
                weakness ->
                    Finding.warning(
                        check,
                        "%s: %s".formatted(weakness.what(), weakness.why()),
                        weakness.mend()))
            .toList();
  }

  /**
   * Webhooks that came.
   *
   * @param forgedReason of the last forged one
   */
  public record Webhooks(
      Optional<String> lastGenuine,
      Optional<String> lastForged,
      Optional<String> forgedReason,
      long forgedLastHour,
      boolean anyUnproved) {}

  /** What the server saw of them; empty where none runs. */
  public static Finding webhooks(String account, Optional<Webhooks> seen, String otherwise) {
    String check = "webhooks of " + account;
    if (seen.isEmpty()) {
      return Finding.skipped(check, otherwise);
    }
    Webhooks webhooks = seen.get();
    if (webhooks.forgedLastHour() > 0) {
      return Finding.warning(
          check,
          "%d forged in the last hour, the last at %s (%s)"
              .formatted(
                  webhooks.forgedLastHour(),
                  webhooks.lastForged().orElse("?"),
                  webhooks.forgedReason().orElse("?")),
          mendForged(webhooks.forgedReason().orElse(""), account));
    }
    return webhooks
        .lastGenuine()
        .map(at -> Finding.ok(check, "the last genuine one came at " + at))
        .orElseGet(
            () ->
                Finding.ok(
                    check,
                    webhooks.anyUnproved()
                        ? "they come, and nothing but the path proves them"
                        : "none came yet: call one of the numbers to see one"));
  }

  private static String mendForged(String reason, String account) {
    String look = "see ./bauta webhooks --account %s --outcome turned_away".formatted(account);
    return switch (reason) {
      case "too_old" -> "is this machine's clock right? " + look;
      case "wrong_path" ->
          "whoever guesses paths learns nothing. If they are the carrier's, it has old URLs: run"
              + " ./bauta setup %s".formatted(account);
      case "wrong_account" ->
          "another application of the carrier's calls here: lead it elsewhere, or correct the id in"
              + " the configuration; "
              + look;
      default ->
          "if calls fail since a change, the secret in the configuration is not the carrier's, or"
              + " public-url is not what it calls; else somebody tries. "
              + look;
    };
  }

  /** What the carrier says of the account. */
  public sealed interface Registration {}

  /** It has no API for that. */
  public record ByHand(String carrier) implements Registration {}

  /** It was not asked. */
  public record NotAsked(String why, String mend) implements Registration {}

  /** It was asked, and did not say. */
  public record NotSaid(String why) implements Registration {}

  /**
   * It said.
   *
   * @param changes what a set-up would change; none where all leads here
   * @param todo what is left for people
   * @param numbers how many of pools it was asked about; empty where they could not be read
   */
  public record Said(List<String> changes, List<String> todo, Optional<Integer> numbers)
      implements Registration {
    public Said {
      changes = List.copyOf(changes);
      todo = List.copyOf(todo);
    }
  }

  /** Whether the carrier leads calls here. */
  public static Finding registration(String account, Registration seen) {
    String check = "registration of " + account;
    return switch (seen) {
      case ByHand(String carrier) ->
          Finding.skipped(
              check,
              "%s has no API that tells".formatted(carrier),
              "compare by hand with what ./bauta setup %s --dry-run prints".formatted(account));
      case NotAsked(String why, String mend) -> Finding.skipped(check, why, mend);
      case NotSaid(String why) ->
          Finding.failed(
              check,
              why,
              "check the credentials below carriers.%s and the network; then ./bauta setup %s"
                      .formatted(account, account)
                  + " --dry-run shows each step");
      case Said(List<String> changes, List<String> todo, Optional<Integer> numbers) ->
          !changes.isEmpty()
              ? Finding.failed(
                  check,
                  "calls do not all come here; a set-up would: " + some(changes),
                  "run ./bauta setup %s; with --dry-run it only shows what it would do"
                      .formatted(account))
              : !todo.isEmpty()
                  ? Finding.warning(
                      check,
                      "the carrier leads here, and something is left: " + some(todo),
                      "do it by hand; ./bauta setup %s --dry-run shows it in full"
                          .formatted(account))
                  : numbers
                      .map(
                          count ->
                              Finding.ok(
                                  check,
                                  "the carrier leads here, with %d %s of pools"
                                      .formatted(count, count == 1 ? "number" : "numbers")))
                      .orElseGet(
                          () ->
                              Finding.skipped(
                                  check,
                                  "the carrier leads here; " + NUMBERS_UNKNOWN,
                                  MEND_NUMBERS_UNKNOWN));
    };
  }

  /** Of numbers that could not be read. */
  public static Finding numbersUnknown(String account) {
    return Finding.skipped("numbers of " + account, NUMBERS_UNKNOWN, MEND_NUMBERS_UNKNOWN);
  }

  /**
   * Whether the numbers of pools are the account's, and work.
   *
   * @param pooled on which calls are answered
   * @param listed all that the carrier lists
   */
  public static Finding numbers(
      String account, List<ProxyNumber> pooled, List<CarrierNumber> listed) {
    String check = "numbers of " + account;
    Map<ProxyNumber, CarrierNumber> byNumber =
        listed.stream()
            .collect(Collectors.toMap(CarrierNumber::number, Function.identity(), (a, b) -> a));
    List<String> unknown = new ArrayList<>();
    List<String> unwell = new ArrayList<>();
    for (ProxyNumber number : pooled) {
      CarrierNumber known = byNumber.get(number);
      if (known == null) {
        unknown.add(number.toString());
      } else if (known.health() != NumberHealth.ACTIVE) {
        unwell.add("%s (%s)".formatted(number, known.health().name().toLowerCase(Locale.ROOT)));
      }
    }
    if (!unknown.isEmpty()) {
      return Finding.failed(
          check,
          "%d of pools are not the account's: %s".formatted(unknown.size(), some(unknown)),
          "retire them in their pools, or move them to the account that has them:"
              + " PATCH /v1/pools/POOL/numbers/NUMBER");
    }
    if (!unwell.isEmpty()) {
      return Finding.warning(
          check,
          "%d of pools do not work well: %s".formatted(unwell.size(), some(unwell)),
          "./bauta numbers --carrier-account %s --import POOL takes them out of lending; ask the"
                  .formatted(account)
              + " carrier why");
    }
    long more = listed.stream().filter(one -> !pooled.contains(one.number())).count();
    return Finding.ok(
        check,
        "%d of pools work%s"
            .formatted(
                pooled.size(),
                more == 0 ? "" : "; the account has %d that no pool has".formatted(more)));
  }

  private static String some(List<String> items) {
    return items.size() <= NAMED
        ? String.join("; ", items)
        : "%s; and %d more"
            .formatted(String.join("; ", items.subList(0, NAMED)), items.size() - NAMED);
  }
}
