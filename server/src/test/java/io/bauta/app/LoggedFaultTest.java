package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.bauta.store.StoreUnavailableException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LoggedFaultTest {

  private static String logged(Throwable fault) {
    LoggedFault converter = new LoggedFault();
    converter.start();
    return converter.convert(
        new LoggingEvent(
            "test", new LoggerContext().getLogger("test"), Level.WARN, "words", fault, null));
  }

  @Test
  void aDatabaseThatIsAwayIsOneLine() {
    SQLException refused =
        new SQLException("Connection refused.\nIs it up?", "08001", new ConnectException("no"));
    assertThat(logged(new StoreUnavailableException("The database does not answer.", refused)))
        .isEqualTo(
            "    StoreUnavailableException: The database does not answer.; because of"
                + " ConnectException: no"
                + System.lineSeparator());
    assertThat(logged(new SQLException("a\nb", "57P01")))
        .isEqualTo("    SQLException: a b" + System.lineSeparator());
    assertThat(logged(new IllegalStateException("later", refused)).lines()).hasSize(1);
  }

  @Test
  void anyOtherFaultHasItsStackTrace() {
    assertThat(logged(new IllegalStateException("mine")).lines())
        .hasSizeGreaterThan(3)
        .anySatisfy(line -> assertThat(line).contains("LoggedFaultTest"));
    assertThat(logged(new SQLException("duplicate key", "23505")).lines()).hasSizeGreaterThan(3);
    assertThat(logged(new SQLException("no state")).lines()).hasSizeGreaterThan(3);
  }
}
