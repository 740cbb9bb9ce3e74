package io.bauta.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormTest {

  @ParameterizedTest
  @CsvSource({
    "E164,     +918888800001",
    "DIGITS,   918888800001",
    "NATIONAL, 08888800001",
  })
  void aNumberIsWrittenInTheFormAskedFor(NumberForm form, String written) {
    assertThat(form.write("+918888800001", "91")).isEqualTo(written);
  }

  @Test
  void aNumberOfAnotherCountryHasNoNationalForm() {
    assertThat(NumberForm.NATIONAL.write("+6590000001", "91")).isEqualTo("+6590000001");
  }

  @ParameterizedTest
  @CsvSource({
    "+918888800001",
    "918888800001",
    "08888800001",
    "00918888800001",
    "+91 88888 00001",
    "+91 (88888) 00-001",
  })
  void everyFormIsReadAsTheSameNumber(String written) {
    assertThat(NumberForm.read(written, "91")).isEqualTo("+918888800001");
  }

  @Test
  void whatIsNoNumberStaysAsItIs() {
    assertThat(NumberForm.read(" anonymous ", "91")).isEqualTo("anonymous");
    assertThat(NumberForm.read("", "91")).isEmpty();
  }
}
