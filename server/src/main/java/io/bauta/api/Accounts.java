package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.Shortfall;
import java.util.List;
import java.util.Optional;

/** The configured carrier accounts, as the API sees them. */
public record Accounts(List<CarrierAccount> all) {

  public Accounts {
    all = List.copyOf(all);
  }

  /** The account with this name, or empty. */
  Optional<CarrierAccount> find(String name) {
    return all.stream().filter(account -> account.name().equals(name)).findFirst();
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

  /** Whether the account's carrier can never do this. */
  static boolean has(Shortfall shortfall, CarrierAccount account) {
    return Carriers.byId(account.carrier())
        .filter(carrier -> carrier.shortfalls(account).contains(shortfall))
        .isPresent();
  }

  /** What callers must be told is not left unsaid. */
  static void requireNotice(CarrierAccount account) {
    if (has(Shortfall.NOTICE_NOT_SPOKEN, account)) {
      throw new ProblemException(
          Problem.ofField(
                  "carrier_cannot",
                  "rules.notice",
                  "rules.notice: this account's carrier cannot speak to a caller who is then"
                      + " connected: expected none")
              .with("shortfall", Shortfall.NOTICE_NOT_SPOKEN.name()));
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
