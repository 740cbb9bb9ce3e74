package io.bauta.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.id.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  private final ApiKeyId id =
      new ApiKeyId(new TimeOrderedIds().next(Instant.parse("2026-11-22T10:00:00Z")));
  private final KeyText key = KeyText.make(id);

  @Test
  void aKeyReadsBackAsItself() {
    Optional<KeyText> read = KeyText.parse(key.reveal());
    assertThat(read.map(KeyText::id)).contains(id);
    assertThat(read.map(KeyText::hash)).contains(key.hash());
  }

  @Test
  void whoeverLooksForLostSecretsFindsIt() {
    assertThat(KeyText.SHAPE.matcher("export KEY=" + key.reveal() + "\n").find()).isTrue();
  }

  @Test
  void noTwoAreAlikeEvenOfOneId() {
    assertThat(KeyText.make(id).reveal()).isNotEqualTo(key.reveal());
  }

  @Test
  void oneWrongCharacterAnywhereMakesItNoKey() {
    String text = key.reveal();
    for (int place = 0; place < text.length(); place++) {
      char other = text.charAt(place) == '0' ? '1' : '0';
      String wrong = text.substring(0, place) + other + text.substring(place + 1);
      assertThat(KeyText.parse(wrong)).as("at %d", place).isEmpty();
    }
    assertThat(KeyText.parse(text + "0")).isEmpty();
    assertThat(KeyText.parse(text.substring(1))).isEmpty();
    assertThat(KeyText.parse("")).isEmpty();
  }

  @Test
  void aKeyAndItsHashPrintNothingOfIt() {
    String digits = key.reveal().substring(key.reveal().lastIndexOf('_') + 1);
    assertThat(key.toString()).contains(id.toString()).doesNotContain(digits.substring(0, 8));
    assertThat(key.hash().toString()).isEqualTo("KeyHash[…]");
  }

  /**
   * A comparison that stops at the first wrong byte is several times faster for hashes that differ
   * there than for those that differ in the last; one that looks at all takes as long for both.
   * Rounds of both, in turn; the fastest of each is what the machine's other work disturbed least.
   */
  @Test
  void whereHashesDifferDoesNotShowInTheTimeThatItTakes() {
    byte[] right = key.hash().sha256();
    KeyHash expected = new KeyHash(right);
    KeyHash early = new KeyHash(changed(right, 0));
    KeyHash late = new KeyHash(changed(right, right.length - 1));
    List<Long> earlies = new ArrayList<>();
    List<Long> lates = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      earlies.add(time(expected, early));
      lates.add(time(expected, late));
    }
    double ratio = (double) least(lates) / least(earlies);
    assertThat(ratio).isBetween(0.5, 2.0);
  }

  private static byte[] changed(byte[] bytes, int place) {
    byte[] other = bytes.clone();
    other[place] ^= 1;
    return other;
  }

  private static long time(KeyHash one, KeyHash other) {
    int matches = 0;
    long began = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      matches += one.matches(other) ? 1 : 0;
    }
    long took = System.nanoTime() - began;
    assertThat(matches).isZero();
    return took;
  }

  private static long least(List<Long> times) {
    return times.stream().mapToLong(Long::longValue).min().orElseThrow();
  }
}
