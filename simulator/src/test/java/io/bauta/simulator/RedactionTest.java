package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction =
      new Redaction("+919000000001"::equals, number -> NumberForm.read(number, "91"));

  @Test
  void aRealNumberKeepsItsFirstAndLastDigitsOnly() {
    assertThat(redaction.number("918888800001")).isEqualTo("+91••••••0001");
  }

  @Test
  void aProxyNumberIsShownWhole() {
    assertThat(redaction.number("+919000000001")).isEqualTo("+919000000001");
  }

  @Test
  void numbersAreFoundInText() {
    assertThat(redaction.text("Dial 08888800001, +918888800002 as 919000000001"))
        .isEqualTo("Dial +91••••••0001, +91••••••0002 as 919000000001");
  }

  @Test
  void identifiersAndTimesAreNoNumbers() {
    String text = "12d8f1c0-0000-4000-8000-123456789012 at 2026-06-08 06:07:34.130248";

    assertThat(redaction.text(text)).isEqualTo(text);
  }

  @Test
  void aShortNumberIsHiddenWhole() {
    assertThat(redaction.number("+1234")).isEqualTo("•••••");
  }
}
