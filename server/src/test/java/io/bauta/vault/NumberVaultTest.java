package io.bauta.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.number.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumberVaultTest {

  private static final PhoneNumber SHORT = new PhoneNumber(1_234_567);
  private static final PhoneNumber LONG = new PhoneNumber(999_999_999_999_999L);

  private final NumberVault vault = new NumberVault(new KeyRing(VaultKeys.generate()));
  private KeyRing.Turn turn;

  @BeforeEach
  void takeATurn() {
    turn = vault.turn();
  }

  @AfterEach
  void endIt() {
    turn.close();
  }

  @Test
  void aSealedNumberOpens() {
    assertThat(vault.open(vault.seal(SHORT))).isEqualTo(SHORT);
    assertThat(vault.open(vault.seal(LONG))).isEqualTo(LONG);
  }

  @Test
  void sealingTwiceGivesDifferentBytesOfOneLength() {
    assertThat(vault.seal(SHORT)).isNotEqualTo(vault.seal(SHORT)).hasSameSizeAs(vault.seal(LONG));
  }

  @Test
  void otherKeysOpenNothing() {
    NumberVault other = new NumberVault(new KeyRing(VaultKeys.generate()));
    byte[] sealed = vault.seal(SHORT);

    assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(VaultException.class);
  }

  @Test
  void aChangedByteIsNoticed() {
    byte[] sealed = vault.seal(SHORT);
    sealed[sealed.length / 2] ^= 1;

    assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(VaultException.class);
  }

  @Test
  void textOpensAsTextOnly() {
    byte[] sealed = vault.sealText("https://example/ü");

    assertThat(vault.openText(sealed)).isEqualTo("https://example/ü");
    assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> vault.openText(vault.seal(SHORT))).isInstanceOf(VaultException.class);
  }
}
