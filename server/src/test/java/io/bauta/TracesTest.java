package io.bauta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

  private final Traces traces = new Traces("+918888800001", "91");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to +918888800001.",
        "08888800001",
        "88888 00001",
        "88888-00001",
        "From=%2B918888800001&To=",
        "100008888819",
        "3931383838383830303030"
      })
  void isFoundInText(String text) {
    boolean whole = !text.equals("3931383838383830303030");
    assertThat(traces.in(text.getBytes(UTF_8)).isPresent()).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "{\"from\":"})
  void isFoundInBase64WhereverItStands(String before) {
    String text = before + "+918888800001 and more";
    assertThat(traces.in(Base64.getEncoder().encode(text.getBytes(UTF_8)))).isPresent();
  }

  @Test
  void isFoundInBinary() {
    assertThat(traces.in(ByteBuffer.allocate(20).putLong(6, 918888800001L).array())).isPresent();
  }

  @Test
  void maskedIsNotFound() {
    assertThat(traces.in("+91••••••0001 +…01 +918888800002".getBytes(UTF_8))).isEmpty();
  }
}
