package io.bauta.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrefixedIdTest {

  private static final UUID ID = UUID.fromString("0190f3c2-0000-7abc-8def-0123456789ab");
  private static final String TEXT = "ses_0190f3c200007abc8def0123456789ab";

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(PrefixedId.format("ses", ID)).isEqualTo(TEXT);
    assertThat(PrefixedId.parse("ses", TEXT)).contains(ID);
  }

  @Test
  void theWholeRangeIsReadBack() {
    UUID highest = new UUID(-1, -1);
    UUID lowest = new UUID(0, 0);
    assertThat(PrefixedId.parse("x", PrefixedId.format("x", highest))).contains(highest);
    assertThat(PrefixedId.parse("x", PrefixedId.format("x", lowest))).contains(lowest);
  }

  @Test
  void anIdOfAnotherThingIsNotTaken() {
    assertThat(PrefixedId.parse("call", TEXT)).isEmpty();
    assertThat(PrefixedId.parse("se", TEXT)).isEmpty();
    assertThat(PrefixedId.parse("ses_", TEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ses_",
        "ses",
        "0190f3c200007abc8def0123456789ab",
        "ses-0190f3c200007abc8def0123456789ab",
        "ses_0190f3c200007abc8def0123456789a",
        "ses_0190f3c200007abc8def0123456789abc",
        "ses_0190f3c200007abc8def0123456789ag",
        "ses_+190f3c200007abc8def0123456789ab",
        "ses_-190f3c200007abc8def0123456789ab",
        "ses_0190f3c2-0000-7abc-8def-01234567",
        "SES_0190f3c200007abc8def0123456789ab",
        "ses_\uFF10190f3c200007abc8def0123456789ab",
        " ses_0190f3c200007abc8def0123456789ab"
      })
  void whatIsNoIdIsEmpty(String text) {
    assertThat(PrefixedId.parse("ses", text)).isEmpty();
  }
}
