package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Until when a client must have done what, on a clock that is moved by hand. */
class OpenConnectionTest {

  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(10, Duration.ofSeconds(20), Duration.ofSeconds(30));

  private final AtomicLong now = new AtomicLong();
  private SocketChannel channel;
  private OpenConnection connection;

  @BeforeEach
  void open() throws IOException {
    channel = SocketChannel.open();
    connection = new OpenConnection(channel, "192.0.2.1", "192.0.2.1", LIMITS, now::get);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private boolean isOverdue() {
    return connection.isOverdueAt(now.get());
  }

  @Test
  void theFirstRequestIsAwaitedFromTheBeginning() {
    pass(20);
    assertThat(isOverdue()).isFalse();
    pass(1);
    assertThat(isOverdue()).isTrue();
  }

  @Test
  void bytesThatComeInBetweenWinNoTime() {
    pass(15);
    connection.arrived();
    pass(6);
    assertThat(isOverdue()).isTrue();
  }

  @Test
  void whatWeTakeIsNotCounted() {
    connection.requestIsHere();
    pass(3_600);
    assertThat(isOverdue()).isFalse();
  }

  @Test
  void theNextRequestIsCountedFromItsFirstByte() {
    connection.requestIsHere();
    connection.answered();
    pass(200);
    assertThat(isOverdue()).isFalse();
    assertThat(connection.isIdleAt(now.get(), Duration.ofSeconds(199))).isTrue();
    connection.arrived();
    assertThat(connection.isIdleAt(now.get(), Duration.ZERO)).isFalse();
    pass(21);
    assertThat(isOverdue()).isTrue();
  }

  @Test
  void anAnswerMustBeTakenInTime() {
    connection.requestIsHere();
    connection.writes(0);
    pass(30);
    assertThat(isOverdue()).isFalse();
    pass(1);
    assertThat(isOverdue()).isTrue();
  }

  @Test
  void aLongAnswerHasAsMuchMoreAsItIsLong() {
    connection.requestIsHere();
    connection.writes(4 * 1024 * 1024);
    pass(1_000);
    assertThat(isOverdue()).isFalse();
    pass(60);
    assertThat(isOverdue()).isTrue();
  }

  /** A piece each time just before it is too late is not reading. */
  @Test
  void manyShortPausesAreOneLong() {
    connection.requestIsHere();
    for (int i = 0; i < 3; i++) {
      connection.writes(1);
      pass(9);
      assertThat(isOverdue()).isFalse();
      connection.written(1);
    }
    connection.writes(1);
    pass(9);
    assertThat(isOverdue()).isTrue();
  }

  @Test
  void timeInWhichNothingIsWrittenMakesUpForIt() {
    connection.requestIsHere();
    for (int i = 0; i < 100; i++) {
      connection.writes(1);
      pass(9);
      assertThat(isOverdue()).isFalse();
      connection.written(1);
      pass(9);
    }
  }
}
