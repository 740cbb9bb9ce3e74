package io.bauta.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.api.ByteRange.Asked;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,0",
    "bytes=0-99,0,99",
    "bytes=10-,10,99",
    "bytes=10-10000,10,99",
    "bytes=-1,99,99",
    "bytes=-1000,0,99",
    "bytes=99-99,99,99"
  })
  void aPart(String header, long first, long last) {
    assertThat(ByteRange.of(Optional.of(header), 100))
        .isEqualTo(new Asked.Part(new ByteRange(first, last)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
  void thereIsNoSuchPart(String header) {
    assertThat(ByteRange.of(Optional.of(header), 100)).isEqualTo(new Asked.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bytes=-", "bytes=5-4", "bytes=0-1,5-9", "chunks=0-1", "bytes=a-b", "bytes"})
  void whatIsNotUnderstoodAsksForEverything(String header) {
    assertThat(ByteRange.of(Optional.of(header), 100)).isEqualTo(new Asked.Whole());
    assertThat(ByteRange.of(Optional.empty(), 100)).isEqualTo(new Asked.Whole());
  }

  @Test
  void isWrittenAsItsHeader() {
    assertThat(new ByteRange(10, 19).of(100)).isEqualTo("bytes 10-19/100");
  }
}
