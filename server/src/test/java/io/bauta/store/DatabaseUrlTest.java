package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void aFileIsReadByItsPath() {
    assertThat(DatabaseUrl.parse("sqlite:data/bauta.db"))
        .isEqualTo(new DatabaseUrl.Sqlite(Path.of("data/bauta.db")))
        .hasToString("sqlite:" + Path.of("data/bauta.db"));
  }

  @Test
  void aServerIsReadWithItsEscapedPassword() {
    assertThat(DatabaseUrl.parse("postgresql://bauta:p%40ss+word@db.example:6432/calls?ssl=true"))
        .isEqualTo(
            new DatabaseUrl.Postgres(
                "db.example", 6432, "calls", "bauta", "p@ss+word", "ssl=true"));
  }

  @Test
  void thePortMayBeLeftOut() {
    assertThat(DatabaseUrl.parse("postgres://bauta:x@db.example/calls"))
        .isEqualTo(new DatabaseUrl.Postgres("db.example", 5432, "calls", "bauta", "x", ""));
  }

  @Test
  void aPasswordIsNotPrinted() {
    assertThat(DatabaseUrl.parse("postgresql://bauta:sesame@db.example/calls"))
        .hasToString("postgresql://bauta@db.example:5432/calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sqlite:",
        "mysql://bauta:sesame@db/calls",
        "postgresql:sesame",
        "postgresql://db/calls?password=sesame",
        "postgresql://bauta:sesame@/calls",
        "postgresql://bauta:sesame@db",
        "postgresql://bauta:ses ame@db/calls"
      })
  void anythingElseIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected sqlite:PATH")
        .hasMessageNotContaining("sesame")
        .hasNoCause();
  }
}
