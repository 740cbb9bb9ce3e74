package io.bauta.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of known telephones does. */
public interface KnownPhoneStoreContract {

  PhoneNumber DIALED = PhoneNumber.ofE164("+919000000001");
  PhoneNumber DIALED_TOO = PhoneNumber.ofE164("+919000000002");
  PhoneNumber PHONE = PhoneNumber.ofE164("+918888800001");
  PhoneNumber OTHER_PHONE = PhoneNumber.ofE164("+918888800002");
  Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  KnownPhoneStore phones();

  private static KnownPhone known(PhoneNumber dialed, PhoneNumber phone, int session, int after) {
    return new KnownPhone(
        dialed, phone, new SessionId(new UUID(1, session)), session % 3, THEN.plusSeconds(after));
  }

  @Test
  default void whatWasRememberedIsFound() {
    KnownPhone known = known(DIALED, PHONE, 5, 0);
    phones().remember(known);
    assertThat(phones().find(DIALED, PHONE)).contains(known);
  }

  @Test
  default void anotherTelephoneOrNumberIsNotKnown() {
    phones().remember(known(DIALED, PHONE, 1, 0));
    assertThat(phones().find(DIALED, OTHER_PHONE)).isEmpty();
    assertThat(phones().find(DIALED_TOO, PHONE)).isEmpty();
  }

  @Test
  default void eachNumberHasItsOwn() {
    KnownPhone first = known(DIALED, PHONE, 1, 0);
    KnownPhone second = known(DIALED_TOO, PHONE, 2, 1);
    phones().remember(first);
    phones().remember(second);
    assertThat(phones().find(DIALED, PHONE)).contains(first);
    assertThat(phones().find(DIALED_TOO, PHONE)).contains(second);
  }

  @Test
  default void theLatestStays() {
    KnownPhone later = known(DIALED, PHONE, 2, 60);
    phones().remember(known(DIALED, PHONE, 1, 0));
    phones().remember(later);
    phones().remember(known(DIALED, PHONE, 3, 30));
    assertThat(phones().find(DIALED, PHONE)).contains(later);
  }
}
