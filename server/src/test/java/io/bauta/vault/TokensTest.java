package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final PhoneNumber ONE = new PhoneNumber(1_234_567);
  private static final PhoneNumber OTHER = new PhoneNumber(999_999_999_999_999L);

  private final VaultKeys before = VaultKeys.generate();
  private final VaultKeys after = before.withNewTokenKey();

  private static Tokens tokens(VaultKeys keys, TokenStage stage) {
    try (KeyRing.Turn turn = new KeyRing(keys, stage).turn()) {
      return turn.tokens();
    }
  }

  @Test
  void aTokenIsSixteenBytesAndTheSameEachTime() {
    Tokens tokens = tokens(before, TokenStage.REST);

    assertThat(tokens.wanted(ONE))
        .hasSize(Tokens.BYTES)
        .isEqualTo(tokens.wanted(ONE))
        .isNotEqualTo(tokens.wanted(OTHER));
    assertThat(tokens.written(ONE).token()).isEqualTo(tokens.wanted(ONE));
    assertThat(tokens.written(ONE).next()).isEmpty();
  }

  @Test
  void otherKeysMakeOtherTokens() {
    assertThat(tokens(before, TokenStage.REST).wanted(ONE))
        .isNotEqualTo(tokens(VaultKeys.generate(), TokenStage.REST).wanted(ONE))
        .isNotEqualTo(tokens(after, TokenStage.REST).wanted(ONE));
  }

  @Test
  void noTextHasTheTokenOfANumber() {
    Tokens tokens = tokens(before, TokenStage.REST);
    assertThat(tokens.wantedOfText(Long.toString(ONE.digits()))).isNotEqualTo(tokens.wanted(ONE));
  }

  /** As the bytes were that an earlier version wrote: HMAC-SHA256 under the only key. */
  @Test
  void whileTheyAreFilledInTokensAreWhatTheyWereAndTheNextFollowFromThem() {
    byte[] old = tokens(before, TokenStage.REST).wanted(ONE);
    byte[] next = tokens(after, TokenStage.REST).wanted(ONE);
    Tokens filling = tokens(after, TokenStage.FILLING);

    assertThat(filling.wanted(ONE)).isEqualTo(old);
    assertThat(filling.written(ONE).token()).isEqualTo(old);
    assertThat(filling.written(ONE).next()).hasValueSatisfying(t -> assertThat(t).isEqualTo(next));
    assertThat(filling.next(old)).isEqualTo(next);
    assertThat(filling.areNext()).isFalse();
  }

  @Test
  void whileTheyAreMovedTheNewOneIsInBoth() {
    byte[] next = tokens(after, TokenStage.REST).wanted(ONE);
    Tokens moving = tokens(after, TokenStage.MOVING);

    assertThat(moving.areNext()).isTrue();
    assertThat(moving.wanted(ONE)).isEqualTo(next);
    assertThat(moving.written(ONE).token()).isEqualTo(next);
    assertThat(moving.written(ONE).next()).hasValueSatisfying(t -> assertThat(t).isEqualTo(next));
    byte[] old = tokens(after, TokenStage.FILLING).wanted(ONE);
    assertThat(moving.next(old)).as("of a row that has none").isEqualTo(next);
  }

  @Test
  void whileTheyAreClearedThereIsOneAgain() {
    Tokens clearing = tokens(after, TokenStage.CLEARING);

    assertThat(clearing.areNext()).isFalse();
    assertThat(clearing.wanted(ONE)).isEqualTo(tokens(after, TokenStage.REST).wanted(ONE));
    assertThat(clearing.written(ONE).next()).isEmpty();
    byte[] token = clearing.wanted(ONE);
    assertThatThrownBy(() -> clearing.next(token)).isInstanceOf(IllegalStateException.class);
  }
}
