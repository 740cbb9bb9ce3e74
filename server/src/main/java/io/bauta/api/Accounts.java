package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.Shortfall;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PooledNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The configured carrier accounts, as the API sees them. */
public record Accounts(List<CarrierAccount> all) {

  static final String NOTICE_FIELD = "rules.notice";
  static final String RECORDING_FIELD = "rules.recording";

  public Accounts {
    all = List.copyOf(all);
  }

  /** The account with this name, or empty. */
  Optional<CarrierAccount> find(String name) {
    return all.stream().filter(account -> account.name().equals(name)).findFirst();
  }

  /** The profile of the account's carrier. */
  public static CarrierProfile profile(CarrierAccount account) {
    return Carriers.byId(account.carrier()).orElseThrow().profile();
  }

  /** The account that {@code field} names; without the field, the only one that there is. */
  CarrierAccount required(Fields fields, String field) {
    Optional<String> name = fields.optionalText(field, 100);
    if (name.isEmpty() && all.size() == 1) {
      return all.getFirst();
    }
    return name.map(text -> find(text).orElseThrow(() -> unknown(fields, field)))
        .orElseThrow(() -> fields.missing(field));
  }

  /** The pool's, and those that its numbers have of their own, as far as they are configured. */
  List<CarrierAccount> of(NumberPool pool, List<PooledNumber> numbers) {
    Stream<String> own = numbers.stream().flatMap(member -> member.ownAccount().stream());
    return Stream.concat(Stream.of(pool.carrierAccount()), own)
        .distinct()
        .flatMap(name -> find(name).stream())
        .toList();
  }

  /** Whether the account's carrier can never do this. */
  static boolean has(Shortfall shortfall, CarrierAccount account) {
    return Carriers.byId(account.carrier())
        .filter(carrier -> carrier.shortfalls(account).contains(shortfall))
        .isPresent();
  }

  /**
   * What callers must be told is not left unsaid.
   *
   * @param field by which the account, or the notice, came to be asked for
   */
  static void requireNotice(CarrierAccount account, String field) {
    if (has(Shortfall.NOTICE_NOT_SPOKEN, account)) {
      throw new ProblemException(
          Problem.ofField(
                  "carrier_cannot",
                  field,
                  ("%s: the carrier of account %s cannot speak a notice to a caller who is then"
                          + " connected: expected an account whose carrier can, or no notice")
                      .formatted(field, account.name()))
              .with("shortfall", Shortfall.NOTICE_NOT_SPOKEN.name()));
    }
  }

  /**
   * What must be recorded is not left unrecorded.
   *
   * @param field by which the account, or the recording, came to be asked for
   */
  static void requireRecording(CarrierAccount account, String field) {
    if (has(Shortfall.RECORDING_NOT_STARTED, account)) {
      throw new ProblemException(
          Problem.ofField(
                  "carrier_cannot",
                  field,
                  ("%s: the carrier of account %s cannot be told to record a call: expected an"
                          + " account whose carrier can, or recording \"off\"")
                      .formatted(field, account.name()))
              .with("shortfall", Shortfall.RECORDING_NOT_STARTED.name()));
    }
  }

  private ProblemException unknown(Fields fields, String field) {
    String names = String.join(", ", all.stream().map(CarrierAccount::name).toList());
    return fields.invalid(
        "unknown_carrier_account",
        field,
        names.isEmpty()
            ? "no carrier account is configured: add one under carriers: in the configuration"
            : "no such carrier account; configured are: " + names);
  }
}
